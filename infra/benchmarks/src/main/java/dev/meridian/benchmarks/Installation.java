package dev.meridian.benchmarks;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.Received;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.latency.LatencyRecorder;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An installation in full service: all agents and edges report, every origin sends to every region, demand wavers. */
final class Installation {
    private static final Duration CYCLE = PolicySettings.DEFAULTS.cycle();
    private static final int CYCLES_BEFORE = 20;
    private static final int REQUESTS = 500;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Size size;
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");

    Installation(Size size) {
        this.size = size;
    }

    /** When the next decision is due. */
    Instant now() {
        return now;
    }

    /** What the next decision is made from, after some that were made. */
    Inputs steady() {
        Inputs inputs = inputs(null);
        for (int cycle = 0; cycle < CYCLES_BEFORE; cycle++) {
            Decision decision = RoutingPolicy.decide(inputs, PolicySettings.DEFAULTS, now);
            now = now.plus(CYCLE);
            inputs = inputs(decision);
        }
        return inputs;
    }

    private Inputs inputs(@Nullable Decision previous) {
        SortedMap<RegionId, RegionSpec> regions = new TreeMap<>();
        SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
        for (int r = 0; r < size.regions(); r++) {
            RegionId region = region(r);
            regions.put(region, new RegionSpec(Endpoint.parse(region + ".example"), RegionKind.EDGE));
            intents.put(region, new RegionIntent(50 + 10 * (r % 5), true));
        }
        List<Received<RegionReport>> reports =
                IntStream.range(0, size.agents()).mapToObj(this::report).toList();
        List<Received<EdgeObservation>> observations =
                IntStream.range(0, size.origins()).mapToObj(this::observation).toList();
        return new Inputs(1, regions, intents, List.of(), reports, observations, previous);
    }

    private Received<RegionReport> report(int agent) {
        int own = agent % size.regions();
        SortedMap<RegionId, ProbeCounts> peers = new TreeMap<>();
        for (int r = 0; r < size.regions(); r++) {
            if (r != own) {
                peers.put(region(r), new ProbeCounts(5, 0, times(5, distance(own, r))));
            }
        }
        return new Received<>(
                new RegionReport(
                        region(own),
                        new Sender("agent-" + agent, "boot", 1),
                        CYCLE,
                        3,
                        3,
                        new ProbeCounts(15, 0, times(15, 1)),
                        Reachability.REACHABLE,
                        peers,
                        ClusterReport.OUTSIDE),
                Duration.ofMillis(random.nextInt(5_000)));
    }

    private Received<EdgeObservation> observation(int edge) {
        SortedMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        for (int r = 0; r < size.regions(); r++) {
            long requests = random.nextInt(REQUESTS * 9 / 10, REQUESTS * 11 / 10);
            LatencyHistogram firstContent = times(20, 300 + distance(edge % size.regions(), r));
            regions.put(region(r), new RegionTraffic(requests, requests, 0, 0, 0, firstContent));
        }
        return new Received<>(
                new EdgeObservation(
                        origin(edge),
                        new Sender("edge-" + edge, "boot", 1),
                        CYCLE,
                        TableVersion.NONE,
                        0,
                        regions,
                        new TreeMap<>()),
                Duration.ofMillis(random.nextInt(5_000)));
    }

    private LatencyHistogram times(int count, int millis) {
        LatencyRecorder recorder = new LatencyRecorder();
        for (int i = 0; i < count; i++) {
            recorder.recordNanos(millis * random.nextLong(900_000, 1_100_000));
        }
        return recorder.drain();
    }

    /** As on a circle. */
    private int distance(int from, int to) {
        int steps = Math.abs(from - to);
        return 2 + 40 * Math.min(steps, size.regions() - steps);
    }

    /** The first origins stand in regions, the others anywhere. */
    private OriginId origin(int index) {
        return index < size.regions() ? OriginId.of(region(index)) : new OriginId("origin-" + index);
    }

    private static RegionId region(int index) {
        return new RegionId("region-" + index);
    }
}
