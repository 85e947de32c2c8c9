/**
 * Probes of the region's edges, of the other regions' endpoints, and of the upstream API through an edge.
 * Loops call a cycle at a time; findings go to the summary and to the metrics.
 * A target has one probe under way at most, and no probe waits for another.
 */
@NullMarked
package dev.meridian.agent.probe;

import org.jspecify.annotations.NullMarked;
