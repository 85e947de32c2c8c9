/**
 * How much is taken of callers at once and in a second, whoever they are.
 * The filters ask before an endpoint is reached, and the reports' endpoint once it knows the sender.
 * What is over a bound is refused with 429 or 503, the bound's name and when to come again; nobody's refusal takes anything from another.
 */
@NullMarked
package dev.meridian.controller.bounds;

import org.jspecify.annotations.NullMarked;
