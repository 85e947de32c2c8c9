/**
 * What the API server of the region's Kubernetes cluster says: which edges to probe, and what holds others back.
 * The probes ask it for the edges of this node, the summary for the facts of the region.
 * A question is answered from memory, never by the API server; while that is away, by what was true before, with its age.
 */
@NullMarked
package dev.meridian.agent.cluster;

import org.jspecify.annotations.NullMarked;
