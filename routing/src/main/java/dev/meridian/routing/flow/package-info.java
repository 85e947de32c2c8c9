/**
 * The cheapest way to send what origins ask for to regions of limited capacity: an exact min-cost flow over integers.
 * The decision calls it once a cycle, with latencies and load prices as costs.
 * The result is optimal and the same for the same problem, every problem has one, and nothing overflows.
 */
@NullMarked
package dev.meridian.routing.flow;

import org.jspecify.annotations.NullMarked;
