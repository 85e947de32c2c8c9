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
    /** As it is now. */
    public RegionStreams in(RegionId region) {
        List<Received<EdgeObservation>> edges = observations.latest();
        List<EdgeObservation> saying = edges.stream()
                .filter(edge -> edge.age().compareTo(trusted) <= 0)
                .map(Received::message)
                .filter(edge -> !edge.running().isEmpty())
                .toList();
        long running = saying.stream()
                .mapToLong(edge -> edge.running().getOrDefault(region, 0L))
                .sum();
        return new RegionStreams(saying.isEmpty() ? null : running, saying.size(), edges.size() - saying.size());
    }
}
