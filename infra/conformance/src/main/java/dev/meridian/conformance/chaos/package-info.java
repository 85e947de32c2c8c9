/**
 * Two edges under load while everything behind them breaks at random, or a whole region goes away.
 * {@code infra/bin/chaos} and its tests start it.
 * A run is drawn from a printed seed, and every request of it is judged by the same rules, whatever was broken.
 */
@NullMarked
package dev.meridian.conformance.chaos;

import org.jspecify.annotations.NullMarked;
