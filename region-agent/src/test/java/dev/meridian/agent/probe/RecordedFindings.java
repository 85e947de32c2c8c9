package dev.meridian.agent.probe;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.Reachability;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was found, in order. */
final class RecordedFindings implements Findings {
    private final Map<Endpoint, List<ProbeOutcome>> edges = new ConcurrentHashMap<>();
    private final Map<RegionId, List<ProbeOutcome>> peers = new ConcurrentHashMap<>();
    private final List<Reachability> upstream = new CopyOnWriteArrayList<>();

    @Override
    public void edge(Endpoint edge, ProbeOutcome outcome) {
        edges.computeIfAbsent(edge, _ -> new CopyOnWriteArrayList<>()).add(outcome);
    }

    @Override
    public void peer(RegionId region, ProbeOutcome outcome) {
        peers.computeIfAbsent(region, _ -> new CopyOnWriteArrayList<>()).add(outcome);
    }

    @Override
    public void upstream(Reachability reachability) {
        upstream.add(reachability);
    }

    List<ProbeOutcome> ofEdge(Endpoint edge) {
        return edges.getOrDefault(edge, List.of());
    }

    List<ProbeOutcome> ofPeer(RegionId region) {
        return peers.getOrDefault(region, List.of());
    }

    List<Reachability> ofUpstream() {
        return upstream;
    }
}
