/**
 * How the steps judge what they saw.
 * Surefire calls it.
 * The judgements are pure, so no test needs a running world.
 */
@NullMarked
package dev.meridian.demo.story;

import org.jspecify.annotations.NullMarked;
