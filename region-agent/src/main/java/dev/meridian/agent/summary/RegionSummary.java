package dev.meridian.agent.summary;

import dev.meridian.agent.probe.EdgeDirectory;
import dev.meridian.agent.probe.Findings;
import dev.meridian.agent.probe.PeerDirectory;
import dev.meridian.agent.probe.ProbeOutcome;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds findings up into the report of one interval. Thread-safe: probes add while a loop closes.
 *
 * <p>Counts are of the interval alone. States (which edges are ready, whether the upstream is reachable) are the last ones
 * seen, as long as they are young enough to be true.
 */
public final class RegionSummary implements Findings {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);

    private final RegionId region;
    private final EdgeDirectory edgeDirectory;
    private final PeerDirectory peerDirectory;
    private final Supplier<ClusterReport> cluster;
    private final StateLifetimes lifetimes;
    private final LongSupplier nanoTime;

    private final Map<Endpoint, Seen<Boolean>> edgeStates = new HashMap<>();
    private final Tally edges = new Tally();
    private final Map<RegionId, Tally> peers = new HashMap<>();
    private Seen<Reachability> upstream;
    private long startNanos;

    private record Seen<T>(T state, long untilNanos) {
        boolean isTrue(long now) {
            return now - untilNanos < 0;
        }
    }

    /** The first interval starts now. */
    public RegionSummary(
            RegionId region,
            EdgeDirectory edgeDirectory,
            PeerDirectory peerDirectory,
            Supplier<ClusterReport> cluster,
            StateLifetimes lifetimes,
            LongSupplier nanoTime) {
        this.region = region;
        this.edgeDirectory = edgeDirectory;
        this.peerDirectory = peerDirectory;
        this.cluster = cluster;
        this.lifetimes = lifetimes;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.upstream = new Seen<>(Reachability.UNKNOWN, startNanos);
    }

    @Override
    public synchronized void edge(Endpoint edge, ProbeOutcome outcome) {
        edges.add(outcome);
        boolean ready = !(outcome instanceof ProbeOutcome.Failed);
        edgeStates.put(edge, new Seen<>(ready, until(lifetimes.edge())));
    }

    @Override
    public synchronized void peer(RegionId peer, ProbeOutcome outcome) {
        peers.computeIfAbsent(peer, _ -> new Tally()).add(outcome);
    }

    @Override
    public synchronized void upstream(Reachability reachability) {
        upstream = new Seen<>(reachability, until(lifetimes.upstream()));
    }

    /** Closes the interval and starts the next one. */
    public synchronized RegionReport close(Sender sender) {
        long now = nanoTime.getAsLong();
        List<Endpoint> known = edgeDirectory.edges();
        edgeStates.keySet().retainAll(new HashSet<>(known));
        RegionReport report = new RegionReport(
                region,
                sender,
                interval(now),
                (int) known.stream().filter(edge -> isReady(edge, now)).count(),
                known.size(),
                edges.drain(),
                upstream.isTrue(now) ? upstream.state() : Reachability.UNKNOWN,
                drainPeers(),
                cluster.get());
        startNanos = now;
        return report;
    }

    private Duration interval(long now) {
        Duration passed = Duration.ofNanos(now - startNanos);
        Duration atLeast = passed.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : passed;
        return atLeast.compareTo(RegionReport.MAX_INTERVAL) > 0 ? RegionReport.MAX_INTERVAL : atLeast;
    }

    private boolean isReady(Endpoint edge, long now) {
        @Nullable Seen<Boolean> seen = edgeStates.get(edge);
        return seen != null && seen.isTrue(now) && seen.state();
    }

    /** Only regions that are listed now and were probed; a region that left the table is nobody's peer any more. */
    private SortedMap<RegionId, ProbeCounts> drainPeers() {
        peers.keySet().retainAll(peerDirectory.peers().keySet());
        SortedMap<RegionId, ProbeCounts> drained = new TreeMap<>();
        peers.forEach((peer, tally) -> {
            ProbeCounts counts = tally.drain();
            if (counts.total() > 0) {
                drained.put(peer, counts);
            }
        });
        return drained;
    }

    private long until(Duration lifetime) {
        return nanoTime.getAsLong() + lifetime.toNanos();
    }
}
