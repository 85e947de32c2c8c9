package dev.meridian.agent.probe;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.Reachability;

/** Takes what the probes find. Called from many threads at once. */
public interface Findings {
    /** An edge of the own region was probed. */
    void edge(Endpoint edge, ProbeOutcome outcome);

    /** Another region's endpoint was probed. */
    void peer(RegionId region, ProbeOutcome outcome);

    /** The upstream API was asked for through an edge of the own region. */
    void upstream(Reachability reachability);
}
