/**
 * Durations counted in fixed buckets, so that those of many senders merge exactly.
 * Agents and edges record, the decision merges and reads quantiles.
 * Percentiles are never averaged and never cross the wire; counts do.
 */
@NullMarked
package dev.meridian.routing.latency;

import org.jspecify.annotations.NullMarked;
