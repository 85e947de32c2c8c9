package dev.meridian.controller.report;

import dev.meridian.routing.decision.Received;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import java.time.Duration;
import java.util.List;

/**
 * What runs in each region, by what its edges said last.
 *
 * @param trusted what an edge said longer ago is not true any more
 */
public record Streams(LatestMessages<EdgeObservation> observations, Duration trusted) {
    /** As it is now; one look for all the regions that are asked about together. */
    public Said now() {
        List<Received<EdgeObservation>> edges = observations.latest();
        List<EdgeObservation> saying = edges.stream()
                .filter(edge -> edge.age().compareTo(trusted) <= 0)
                .map(Received::message)
                .filter(edge -> !edge.running().isEmpty())
                .toList();
        return new Said(saying, edges.size() - saying.size());
    }

    /**
     * What edges said by one moment.
     *
     * @param saying their observations
     * @param silent how many others there are
     */
    public record Said(List<EdgeObservation> saying, int silent) {
        public Said {
            saying = List.copyOf(saying);
        }

        /** Of one region. */
        public RegionStreams in(RegionId region) {
            long running = saying.stream()
                    .mapToLong(edge -> edge.running().getOrDefault(region, 0L))
                    .sum();
            return new RegionStreams(saying.isEmpty() ? null : running, saying.size(), silent);
        }
    }
}
