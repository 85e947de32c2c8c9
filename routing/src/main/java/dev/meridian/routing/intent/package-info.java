/**
 * What operators want of a region: weight, enabled, drains.
 * The controller stores intents and drains; the decision obeys them before anything automatic.
 * An intent never expires; a drain always does.
 */
@NullMarked
package dev.meridian.routing.intent;

import org.jspecify.annotations.NullMarked;
