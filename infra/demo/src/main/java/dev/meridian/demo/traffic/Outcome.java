package dev.meridian.demo.traffic;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;

/** What became of a request, as its client saw it. */
public sealed interface Outcome {
    /**
     * It was answered, whole.
     *
     * @param by the region that served it
     * @param table the table by which the edge chose that region
     * @param firstContentNanos from its beginning to its first content; of a unary answer, to its end
     */
    record Served(RegionId by, TableVersion table, long firstContentNanos) implements Outcome {}

    /**
     * It was under way in an edge when that edge was killed, and so nobody could have saved it.
     *
     * @param edge the killed edge's region
     */
    record Lost(RegionId edge, String why) implements Outcome {}

    /** It failed though an edge lived that had accepted it or could have: this must not happen. */
    record Failed(String why) implements Outcome {}
}
