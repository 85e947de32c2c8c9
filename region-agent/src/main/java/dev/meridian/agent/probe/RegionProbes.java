package dev.meridian.agent.probe;

import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.loop.Step;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Probes the region's edges and the other regions' endpoints, each on a virtual thread of its own. A target that has not
 * answered its last probe yet is left out of a cycle, so that probes never pile up.
 */
public final class RegionProbes implements Step {
    /** After so many intervals without a cycle something is wrong with the agent itself. */
    private static final int STALLED_INTERVALS = 10;

    private final EdgeDirectory edgeDirectory;
    private final PeerDirectory peerDirectory;
    private final Findings findings;
    private final Exchanges exchanges;
    private final ProbeSchedule schedule;
    private final Jitter jitter;
    private final LongSupplier nanoTime;

    private final Map<Endpoint, Target> edges = new HashMap<>();
    private final Map<RegionId, Peer> peers = new HashMap<>();
    private volatile long readyUntilNanos;

    private record Peer(RegionSpec spec, Target target) {}

    /** Everything the probes need; nothing is probed before the first {@link #run}. */
    public RegionProbes(
            EdgeDirectory edgeDirectory,
            PeerDirectory peerDirectory,
            Findings findings,
            Exchanges exchanges,
            ProbeSchedule schedule,
            Jitter jitter,
            LongSupplier nanoTime) {
        this.edgeDirectory = edgeDirectory;
        this.peerDirectory = peerDirectory;
        this.findings = findings;
        this.exchanges = exchanges;
        this.schedule = schedule;
        this.jitter = jitter;
        this.nanoTime = nanoTime;
        this.readyUntilNanos = nanoTime.getAsLong();
    }

    /** Starts a probe of every target that has none under way; does not wait for them. */
    @Override
    public Duration run() {
        cycle();
        return jitter.around(schedule.interval());
    }

    /** Whether cycles are being run. */
    public boolean running() {
        return nanoTime.getAsLong() - readyUntilNanos < 0;
    }

    /** One cycle; returns the threads of the probes it started. */
    List<Thread> cycle() {
        List<Thread> started = new ArrayList<>();
        for (Endpoint edge : followEdges()) {
            Target target = edges.computeIfAbsent(edge, this::edgeTarget);
            start(target, outcome -> findings.edge(edge, outcome), started);
        }
        for (Map.Entry<RegionId, RegionSpec> peer : followPeers().entrySet()) {
            RegionId region = peer.getKey();
            start(peerTarget(region, peer.getValue()), outcome -> findings.peer(region, outcome), started);
        }
        readyUntilNanos =
                nanoTime.getAsLong() + STALLED_INTERVALS * schedule.interval().toNanos();
        return started;
    }

    private List<Endpoint> followEdges() {
        List<Endpoint> listed = edgeDirectory.edges();
        List<Endpoint> probed = listed.subList(0, Math.min(EdgeDirectory.MAX_PROBED, listed.size()));
        edges.keySet().retainAll(new HashSet<>(probed));
        return probed;
    }

    private SortedMap<RegionId, RegionSpec> followPeers() {
        SortedMap<RegionId, RegionSpec> listed = peerDirectory.peers();
        peers.keySet().retainAll(listed.keySet());
        return listed;
    }

    private Target edgeTarget(Endpoint edge) {
        return new Target(
                "edge " + edge, edge, "/ready", RegionProbes::isReady, schedule.timeout(), Duration.ZERO, exchanges);
    }

    /** The target known of a region, or a new one where its endpoint has changed. */
    private Target peerTarget(RegionId region, RegionSpec spec) {
        @Nullable Peer known = peers.get(region);
        if (known != null && known.spec.equals(spec)) {
            return known.target;
        }
        Target target = newPeerTarget("region " + region + " at " + spec.endpoint(), spec);
        peers.put(region, new Peer(spec, target));
        return target;
    }

    private Target newPeerTarget(String name, RegionSpec spec) {
        return switch (spec.kind()) {
            case EDGE ->
                new Target(
                        name,
                        spec.endpoint(),
                        "/ready",
                        RegionProbes::isReady,
                        schedule.timeout(),
                        Duration.ZERO,
                        exchanges);
            // It has no /ready; and without a key the answer is a 401, which is as good a sign of life as any.
            case UPSTREAM ->
                new Target(
                        name,
                        spec.endpoint(),
                        "/models",
                        RegionProbes::isAlive,
                        schedule.timeout(),
                        schedule.upstreamInterval(),
                        exchanges);
        };
    }

    private static boolean isReady(int status) {
        return status == 200;
    }

    private static boolean isAlive(int status) {
        return status < 500;
    }

    private void start(Target target, Consumer<ProbeOutcome> found, List<Thread> started) {
        if (target.acquire(nanoTime.getAsLong())) {
            started.add(Thread.startVirtualThread(() -> probe(target, found)));
        }
    }

    private static void probe(Target target, Consumer<ProbeOutcome> found) {
        try {
            found.accept(target.probe());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            target.release();
        }
    }
}
