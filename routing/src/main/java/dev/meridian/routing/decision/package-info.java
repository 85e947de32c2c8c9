/**
 * The decision: from reports, observations and intents to shares, as one pure function of inputs and time.
 * The controller's decision thread calls it every cycle; scenarios and replays call it with stored inputs.
 * The same inputs give the same decision bit for bit; no clock is read, nothing is random, iteration order is sorted.
 */
@NullMarked
package dev.meridian.routing.decision;

import org.jspecify.annotations.NullMarked;
