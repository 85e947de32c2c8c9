/**
 * What operators want of a region (weight, enabled, drains), and what they hold or forbid (freeze, pins, safety rules).
 * The controller stores all of it; the decision obeys it before anything automatic.
 * Intents and safety rules never expire; drains, freezes and pins always do.
 */
@NullMarked
package dev.meridian.routing.intent;

import org.jspecify.annotations.NullMarked;
