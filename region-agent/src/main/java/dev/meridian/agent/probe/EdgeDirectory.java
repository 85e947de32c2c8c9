package dev.meridian.agent.probe;

import dev.meridian.routing.region.Endpoint;
import java.util.List;

/**
 * Lists the edges of the agent's own region. A fixed list of the settings, or the pods of its node.
 */
@FunctionalInterface
public interface EdgeDirectory {
    /** The most edges that one agent probes; a directory that lists more has the rest left out. */
    int MAX_PROBED = 256;

    /** The edges as of now, without duplicates, in a stable order. Never blocks. */
    List<Endpoint> edges();
}
