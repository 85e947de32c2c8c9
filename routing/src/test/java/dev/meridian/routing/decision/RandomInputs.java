package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.AllocateSettings;
import dev.meridian.routing.policy.BurnSettings;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.CapacitySettings;
import dev.meridian.routing.policy.FlapSettings;
import dev.meridian.routing.policy.GuardSettings;
import dev.meridian.routing.policy.HealthSettings;
import dev.meridian.routing.policy.LatencySettings;
import dev.meridian.routing.policy.LoadPrices;
import dev.meridian.routing.policy.PaceSettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.policy.RampSettings;
import dev.meridian.routing.policy.TrustSettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.PodCounts;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Legal inputs of any kind, likely and unlikely ones. */
final class RandomInputs {
    private static final Duration[] AGES = {
        Duration.ZERO,
        Duration.ofMillis(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        Duration.ofSeconds(Long.MAX_VALUE)
    };

    private final SplittableRandom random;

    private final boolean steered;

    /** Inputs without residency, freeze and pins. */
    RandomInputs(SplittableRandom random) {
        this(random, false);
    }

    /** @param steered whether there may be residency, freeze and pins */
    RandomInputs(SplittableRandom random, boolean steered) {
        this.random = random;
        this.steered = steered;
    }

    Inputs next(@Nullable Decision previous, Instant now) {
        int size = random.nextInt(100) == 0 ? random.nextInt(1, RegionId.MAX_REGIONS + 1) : random.nextInt(1, 6);
        SortedMap<RegionId, RegionSpec> regions = new TreeMap<>();
        SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
        boolean given = random.nextInt(4) == 0;
        for (int i = 0; i < size; i++) {
            RegionId region = region(i);
            regions.put(region, spec(region, i % 2 == 0 ? RegionKind.EDGE : RegionKind.UPSTREAM, given));
            intents.put(region, new RegionIntent(weight(), random.nextInt(10) > 0));
        }
        List<Drain> drains = list(3, () -> drain(size, now));
        List<Received<RegionReport>> reports = list(8, () -> received(report(size)));
        List<Received<EdgeObservation>> observations = list(4, () -> received(observation(size)));
        long epoch = random.nextInt(20) == 0 ? random.nextLong(1, 4) : 2;
        return new Inputs(
                epoch,
                regions,
                intents,
                steered ? residency(size) : new TreeMap<>(),
                steered ? steering(size, now) : Steering.NONE,
                drains,
                reports,
                observations,
                previous);
    }

    private RegionSpec spec(RegionId region, RegionKind kind, boolean given) {
        Integer capacity = switch (given ? random.nextInt(4) : 3) {
            case 0 -> 1;
            case 1 -> random.nextInt(1, 1_000);
            case 2 -> RegionSpec.MAX_CAPACITY_RPS;
            default -> null;
        };
        SortedSet<Label> labels = new TreeSet<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            labels.add(label());
        }
        int price = random.nextBoolean() ? RegionSpec.USUAL_PRICE : random.nextInt(1, RegionSpec.MAX_PRICE + 1);
        return new RegionSpec(Endpoint.parse(region.value()), kind, capacity, labels, price);
    }

    private Label label() {
        return new Label("label-" + random.nextInt(3));
    }

    private SortedMap<OriginId, SortedSet<Label>> residency(int size) {
        SortedMap<OriginId, SortedSet<Label>> residency = new TreeMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            residency.put(origin(size), new TreeSet<>(List.of(label())));
        }
        return residency;
    }

    private Steering steering(int size, Instant now) {
        Instant end = now.plusSeconds(random.nextInt(-100, 100));
        SortedMap<OriginId, Pin> pins = new TreeMap<>();
        if (random.nextInt(4) == 0) {
            SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
            shares.put(anyRegion(size), BasisPoints.WHOLE);
            pins.put(origin(size), new Pin(shares, "test", "alice", end));
        }
        List<SortedSet<RegionId>> together =
                size > 1 && random.nextInt(4) == 0 ? List.of(new TreeSet<>(List.of(region(0), region(1)))) : List.of();
        return new Steering(
                random.nextInt(6) == 0 ? new Freeze("test", "alice", end) : null,
                pins,
                new SafetyRules(random.nextInt(1, 4), together));
    }

    private OriginId origin(int size) {
        return random.nextBoolean() ? OriginId.of(anyRegion(size)) : new OriginId("o" + random.nextInt(5));
    }

    /** The same inputs with all lists in another order. */
    Inputs shuffled(Inputs inputs) {
        return new Inputs(
                inputs.epoch(),
                inputs.regions(),
                inputs.intents(),
                inputs.residency(),
                inputs.steering(),
                shuffled(inputs.drains()),
                shuffled(inputs.reports()),
                shuffled(inputs.observations()),
                inputs.previous());
    }

    Instant later(Instant now) {
        return switch (random.nextInt(20)) {
            case 0 -> now.minusSeconds(random.nextInt(1_000));
            case 1 -> now.plusSeconds(random.nextInt(1_000_000));
            case 2 -> now;
            default -> now.plusMillis(random.nextInt(10_000));
        };
    }

    PolicySettings settings() {
        Duration full = Duration.ofMillis(random.nextInt(1, 60_000));
        int bad = random.nextInt(1, 10_001);
        int limit = random.nextInt(1, 10_001);
        int reuse = random.nextInt(1, 3_000);
        Duration burnLong = Duration.ofSeconds(random.nextInt(15, 301));
        return new PolicySettings(
                new TrustSettings(full, full.plusMillis(random.nextInt(60_000)), random.nextInt(10_001)),
                new HealthSettings(
                        random.nextInt(1, 4),
                        random.nextInt(1, 6),
                        bad,
                        random.nextInt(bad, 10_001),
                        random.nextInt(1, 4),
                        random.nextBoolean()),
                new BurnSettings(
                        1 + random.nextInt(50),
                        random.nextInt(10_000),
                        Duration.ofSeconds(15),
                        burnLong,
                        random.nextInt(1, 1_000)),
                new FlapSettings(
                        random.nextInt(3_000),
                        Duration.ofSeconds(random.nextInt(1, 2_000)),
                        reuse + random.nextInt(3_000),
                        reuse,
                        Duration.ofSeconds(random.nextInt(5_000))),
                new CapacitySettings(
                        random.nextInt(3) == 0 ? 1 : 1 + random.nextDouble(),
                        Duration.ofMillis(random.nextInt(1, 60_000)),
                        random.nextInt(10_001),
                        random.nextInt(1, 10_001)),
                new LatencySettings(
                        Duration.ofMillis(random.nextInt(1, 60_000)),
                        Duration.ofMillis(random.nextInt(100)),
                        random.nextInt(10_001),
                        Duration.ofSeconds(random.nextInt(1, 1_000))),
                new AllocateSettings(
                        LoadPrices.DEFAULTS,
                        limit,
                        Duration.ofMillis(random.nextInt(100)),
                        Duration.ofMillis(random.nextInt(1, 20_000)),
                        Duration.ofMillis(random.nextInt(1_000))),
                new RampSettings(
                        random.nextInt(1, 10_001),
                        Duration.ofMillis(random.nextInt(200_000)),
                        random.nextInt(10_000, 20_000),
                        random.nextInt(10_001),
                        Duration.ofMillis(random.nextInt(100_000))),
                new PaceSettings(
                        random.nextInt(1, 10_001),
                        random.nextInt(1, 10_001),
                        Duration.ofMillis(random.nextInt(1, 60_000)),
                        random.nextInt(10_001),
                        random.nextInt(10_001)),
                new GuardSettings(Duration.ofSeconds(random.nextInt(600)), random.nextInt(10_001)),
                CanarySettings.OFF,
                Duration.ofMillis(random.nextInt(1, 10_000)));
    }

    private int weight() {
        return random.nextInt(10) == 0 ? 0 : random.nextInt(RegionIntent.MAX_WEIGHT + 1);
    }

    private RegionId region(int index) {
        return new RegionId("region-" + index);
    }

    /** Sometimes one that the installation does not have. */
    private RegionId anyRegion(int size) {
        return region(random.nextInt(size + (random.nextInt(20) == 0 ? 1 : 0)));
    }

    private Drain drain(int size, Instant now) {
        Instant start = now.minusSeconds(random.nextInt(-10, 100_000));
        return new Drain(
                "d" + random.nextInt(100),
                anyRegion(size),
                oneOf(DrainMode.GRACEFUL, DrainMode.EMERGENCY),
                "test",
                "alice",
                start,
                start.plusSeconds(random.nextInt(1, 200_000)));
    }

    private static final ClusterReport CLUSTER_WITHOUT_EDGES = new ClusterReport(
            ClusterView.CURRENT, Duration.ZERO, new TreeSet<>(), PodCounts.NONE, 0, new TreeMap<>(), false);

    private RegionReport report(int size) {
        int total = random.nextInt(4);
        RegionId own = anyRegion(size);
        SortedMap<RegionId, ProbeCounts> peers = new TreeMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            peers.put(anyRegion(size), probes());
        }
        peers.remove(own);
        return new RegionReport(
                own,
                sender(),
                Duration.ofSeconds(5),
                random.nextInt(total + 1),
                total,
                probes(),
                oneOf(Reachability.REACHABLE, Reachability.UNREACHABLE, Reachability.UNKNOWN),
                peers,
                random.nextInt(4) == 0 ? CLUSTER_WITHOUT_EDGES : ClusterReport.OUTSIDE);
    }

    private ProbeCounts probes() {
        return switch (random.nextInt(4)) {
            case 0 -> ProbeCounts.NONE;
            case 1 -> new ProbeCounts(0, random.nextInt(1, 10), latencies());
            case 2 -> new ProbeCounts(random.nextInt(ProbeCounts.MAX + 1), 0, latencies());
            default -> new ProbeCounts(random.nextInt(10), random.nextInt(10), latencies());
        };
    }

    private LatencyHistogram latencies() {
        long[] counts = new long[LatencyHistogram.BUCKETS];
        for (int i = 0; i < random.nextInt(3); i++) {
            counts[random.nextInt(counts.length)] =
                    random.nextInt(20) == 0 ? LatencyHistogram.MAX_COUNT : random.nextInt(100);
        }
        return LatencyHistogram.of(counts);
    }

    private EdgeObservation observation(int size) {
        SortedMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            long attempts = random.nextInt(10) == 0 ? RegionTraffic.MAX : random.nextInt(200);
            long faults = random.nextLong(attempts + 1);
            long limited = random.nextLong(attempts - faults + 1);
            regions.put(
                    anyRegion(size),
                    new RegionTraffic(attempts, attempts, faults, attempts - faults - limited, limited, latencies()));
        }
        long shed = random.nextInt(10) == 0 ? RegionTraffic.MAX : random.nextInt(100);
        return new EdgeObservation(
                origin(size), sender(), Duration.ofSeconds(5), TableVersion.NONE, shed, regions, new TreeMap<>());
    }

    private Sender sender() {
        return new Sender("s" + random.nextInt(1_000), "boot", 1);
    }

    private <T> Received<T> received(T message) {
        boolean fresh = random.nextInt(3) > 0;
        return new Received<>(message, AGES[random.nextInt(fresh ? 3 : AGES.length)]);
    }

    private <T> List<T> list(int most, Supplier<T> one) {
        int size = random.nextInt(most + 1);
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(one.get());
        }
        return list;
    }

    private <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, new Random(random.nextLong()));
        return copy;
    }

    @SafeVarargs
    private <T> T oneOf(T... all) {
        return all[random.nextInt(all.length)];
    }
}
