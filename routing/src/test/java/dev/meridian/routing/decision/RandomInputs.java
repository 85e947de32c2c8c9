package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.AllocateSettings;
import dev.meridian.routing.policy.BurnSettings;
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
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
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

    RandomInputs(SplittableRandom random) {
        this.random = random;
    }

    Inputs next(@Nullable Decision previous, Instant now) {
        int size = random.nextInt(100) == 0 ? random.nextInt(1, RegionId.MAX_REGIONS + 1) : random.nextInt(1, 6);
        SortedMap<RegionId, RegionSpec> regions = new TreeMap<>();
        SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            RegionId region = region(i);
            regions.put(
                    region,
                    new RegionSpec(Endpoint.parse(region.value()), i % 2 == 0 ? RegionKind.EDGE : RegionKind.UPSTREAM));
            intents.put(region, new RegionIntent(weight(), random.nextInt(10) > 0));
        }
        List<Drain> drains = list(3, () -> drain(size, now));
        List<Received<RegionReport>> reports = list(8, () -> received(report(size)));
        List<Received<EdgeObservation>> observations = list(4, () -> received(observation(size)));
        long epoch = random.nextInt(20) == 0 ? random.nextLong(1, 4) : 2;
        return new Inputs(epoch, regions, intents, drains, reports, observations, previous);
    }

    /** The same inputs with all lists in another order. */
    Inputs shuffled(Inputs inputs) {
        return new Inputs(
                inputs.epoch(),
                inputs.regions(),
                inputs.intents(),
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
            case 1 -> new ProbeCounts(0, random.nextInt(1, 10), LatencyHistogram.empty());
            case 2 -> new ProbeCounts(random.nextInt(ProbeCounts.MAX + 1), 0, LatencyHistogram.empty());
            default -> new ProbeCounts(random.nextInt(10), random.nextInt(10), LatencyHistogram.empty());
        };
    }

    private EdgeObservation observation(int size) {
        SortedMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            long attempts = random.nextInt(10) == 0 ? RegionTraffic.MAX : random.nextInt(200);
            long faults = random.nextLong(attempts + 1);
            long limited = random.nextLong(attempts - faults + 1);
            regions.put(
                    anyRegion(size),
                    new RegionTraffic(
                            attempts,
                            attempts,
                            faults,
                            attempts - faults - limited,
                            limited,
                            LatencyHistogram.empty()));
        }
        OriginId origin = random.nextBoolean() ? OriginId.of(anyRegion(size)) : new OriginId("o" + random.nextInt(5));
        return new EdgeObservation(origin, sender(), Duration.ofSeconds(5), TableVersion.NONE, regions);
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
