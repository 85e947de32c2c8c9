package dev.meridian.controller.admin;

import dev.meridian.controller.publish.Following;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who reports and observes: the answer of {@code GET /v1/senders}.
 *
 * @param table the version of the table that holds
 * @param agents by region and name
 * @param edges by origin and name
 * @param stale those of them whose word does not count fully, as {@code agent REGION/NAME} or {@code edge ORIGIN/NAME}
 * @param behind the edges that run another table than the one that they are to run, and not for long, named likewise
 * @param slow the edges that have done so for longer
 * @param stuck the edges that do not move on at all
 */
record SendersView(
        TableVersion table,
        List<SenderView> agents,
        List<SenderView> edges,
        List<String> stale,
        List<String> behind,
        List<String> slow,
        List<String> stuck) {

    /**
     * One agent or edge.
     *
     * @param place the region that an agent speaks for, the origin where an edge stands
     * @param ageMillis since its latest message arrived
     * @param table what it routes by; null for agents, which route nothing
     * @param following how it follows the tables; null for agents
     */
    record SenderView(
            String place,
            String name,
            String bootId,
            long sequence,
            long ageMillis,
            Freshness freshness,
            @Nullable TableVersion table,
            @Nullable Following following) {
        String called(String kind) {
            return kind + " " + place + "/" + name;
        }
    }

    /** How much a message of some age counts. */
    enum Freshness {
        /** Fully. */
        FRESH,
        /** The less, the older it is. */
        STALE,
        /** Not at all. */
        GONE;

        static Freshness of(Duration age, Duration full, Duration gone) {
            if (age.compareTo(full) <= 0) {
                return FRESH;
            }
            return age.compareTo(gone) < 0 ? STALE : GONE;
        }
    }
}
