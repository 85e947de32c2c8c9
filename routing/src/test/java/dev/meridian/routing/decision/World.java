package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.latency.LatencyRecorder;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
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
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A small installation whose time a test moves by hand: one agent and one edge a region, 100/100/80. What each of them
 * says stays the same, and is fresh in each cycle, until a test changes it.
 */
final class World {
    static final RegionId AP = new RegionId("ap-southeast-1");
    static final RegionId EU = new RegionId("eu-west-1");
    static final RegionId US = new RegionId("us-west-2");
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    static final Duration CYCLE = PolicySettings.DEFAULTS.cycle();

    final SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
    final SortedMap<RegionId, RegionReport> reports = new TreeMap<>();
    final SortedMap<OriginId, EdgeObservation> observations = new TreeMap<>();
    final SortedMap<RegionId, Duration> reportAges = new TreeMap<>();
    final List<Drain> drains = new ArrayList<>();
    final SortedMap<RegionId, Integer> capacities = new TreeMap<>();
    final SortedMap<RegionId, SortedSet<Label>> labels = new TreeMap<>();
    final SortedMap<RegionId, Integer> prices = new TreeMap<>();
    final SortedMap<OriginId, SortedSet<Label>> residency = new TreeMap<>();
    Steering steering = Steering.NONE;
    Duration observationAge = Duration.ZERO;
    final SortedMap<OriginId, Duration> observationAges = new TreeMap<>();
    PolicySettings settings = PolicySettings.DEFAULTS;
    long epoch = 1;
    Instant now = START;

    @Nullable
    Decision last;

    World() {
        intents.put(AP, new RegionIntent(80, true));
        intents.put(EU, new RegionIntent(100, true));
        intents.put(US, new RegionIntent(100, true));
    }

    /** Every agent finds everything well; no live traffic. */
    static World healthy() {
        World world = new World();
        world.intents.keySet().forEach(region -> world.inside(region, 3, 3));
        for (RegionId from : world.intents.keySet()) {
            for (RegionId to : world.intents.keySet()) {
                if (!from.equals(to)) {
                    world.peer(from, to, 5, 0);
                }
            }
        }
        return world;
    }

    /** A world that has decided and is steady. */
    static World steady() {
        World world = healthy();
        world.cycles(2);
        return world;
    }

    World inside(RegionId region, int ready, int total) {
        RegionReport old = reportOf(region);
        ProbeCounts probes = new ProbeCounts(ready, total - ready, LatencyHistogram.empty());
        reports.put(region, report(region, ready, total, probes, old.upstream(), old.peers(), old.cluster()));
        return this;
    }

    World cluster(RegionId region, ClusterReport cluster) {
        RegionReport old = reportOf(region);
        reports.put(
                region,
                report(region, old.edgesReady(), old.edgesTotal(), old.probes(), old.upstream(), old.peers(), cluster));
        return this;
    }

    World upstream(RegionId region, Reachability upstream) {
        RegionReport old = reportOf(region);
        reports.put(
                region,
                report(region, old.edgesReady(), old.edgesTotal(), old.probes(), upstream, old.peers(), old.cluster()));
        return this;
    }

    World peer(RegionId from, RegionId to, int succeeded, int failed) {
        RegionReport old = reportOf(from);
        SortedMap<RegionId, ProbeCounts> peers = new TreeMap<>(old.peers());
        peers.put(to, new ProbeCounts(succeeded, failed, LatencyHistogram.empty()));
        reports.put(
                from,
                report(from, old.edgesReady(), old.edgesTotal(), old.probes(), old.upstream(), peers, old.cluster()));
        return this;
    }

    /** Ten probes of a peer, or of the own region, that take so long each. */
    World roundTrip(RegionId from, RegionId to, int millis) {
        RegionReport old = reportOf(from);
        ProbeCounts probes = new ProbeCounts(10, 0, latency(10, millis));
        SortedMap<RegionId, ProbeCounts> peers = new TreeMap<>(old.peers());
        if (!from.equals(to)) {
            peers.put(to, probes);
        }
        ProbeCounts own = from.equals(to) ? probes : old.probes();
        reports.put(from, report(from, old.edgesReady(), old.edgesTotal(), own, old.upstream(), peers, old.cluster()));
        return this;
    }

    /** The same time between all pairs of different regions, and none within one. */
    World distances(int millis) {
        intents.keySet()
                .forEach(from -> intents.keySet().forEach(to -> roundTrip(from, to, from.equals(to) ? 0 : millis)));
        return this;
    }

    /** So many requests a second from an origin, spread and shed as the table says, all served well. */
    World demand(OriginId origin, int rps) {
        Decision decision = last == null ? decide() : last;
        observations.remove(origin);
        long all = Math.round(rps
                * CYCLE.toSeconds()
                * (1 - decision.table().sharesOf(origin).shed().fraction()));
        decision.table().sharesOf(origin).shares().forEach((region, share) -> {
            long requests = Math.round(all * share.fraction());
            if (requests > 0) {
                live(origin, region, traffic(requests, 0));
            }
        });
        EdgeObservation sent = observations.get(origin);
        if (sent != null) {
            long shed = rps * CYCLE.toSeconds() - all;
            observations.put(
                    origin,
                    new EdgeObservation(
                            origin, sent.sender(), CYCLE, sent.table(), shed, sent.regions(), sent.running()));
        }
        return this;
    }

    static LatencyHistogram latency(int count, int millis) {
        LatencyRecorder recorder = new LatencyRecorder();
        for (int i = 0; i < count; i++) {
            recorder.recordNanos(millis * 1_000_000L);
        }
        return recorder.drain();
    }

    World live(OriginId origin, RegionId to, RegionTraffic traffic) {
        SortedMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        EdgeObservation old = observations.get(origin);
        if (old != null) {
            regions.putAll(old.regions());
        }
        regions.put(to, traffic);
        Sender sender = new Sender("edge-" + origin, "boot", 1);
        observations.put(
                origin, new EdgeObservation(origin, sender, CYCLE, TableVersion.NONE, 0, regions, new TreeMap<>()));
        return this;
    }

    /** Of a hundred attempts of each of these origins so many fail. */
    World faulty(RegionId region, int faultsOf100, OriginId... origins) {
        for (OriginId origin : origins) {
            live(origin, region, traffic(100, faultsOf100));
        }
        return this;
    }

    /** The origin's traffic to these regions goes well. */
    World well(OriginId origin, RegionId... regions) {
        for (RegionId region : regions) {
            faulty(region, 0, origin);
        }
        return this;
    }

    static RegionTraffic traffic(long attempts, long regionFaults) {
        return new RegionTraffic(attempts, attempts, regionFaults, 0, 0, LatencyHistogram.empty());
    }

    /** The region is dead: its agent and both others find it so. */
    World kill(RegionId region) {
        inside(region, 0, 3);
        intents.keySet().stream().filter(from -> !from.equals(region)).forEach(from -> peer(from, region, 0, 5));
        return this;
    }

    /** The region is well again. */
    World revive(RegionId region) {
        inside(region, 3, 3);
        intents.keySet().stream().filter(from -> !from.equals(region)).forEach(from -> peer(from, region, 5, 0));
        return this;
    }

    World weight(RegionId region, int weight, boolean enabled) {
        intents.put(region, new RegionIntent(weight, enabled));
        return this;
    }

    World drain(RegionId region, DrainMode mode) {
        drains.add(new Drain(
                "drain-" + drains.size(), region, mode, "upgrade", "alice", now, now.plus(Drain.DEFAULT_DURATION)));
        return this;
    }

    /** Nobody says anything any more, since so long. */
    World silence(Duration since) {
        reports.keySet().forEach(region -> reportAges.put(region, since));
        observationAge = since;
        return this;
    }

    Inputs inputs() {
        SortedMap<RegionId, RegionSpec> specs = new TreeMap<>();
        intents.keySet()
                .forEach(region -> specs.put(
                        region,
                        new RegionSpec(
                                Endpoint.parse(region.value() + ".test"),
                                RegionKind.EDGE,
                                capacities.get(region),
                                labels.getOrDefault(region, new TreeSet<>()),
                                prices.getOrDefault(region, RegionSpec.USUAL_PRICE))));
        List<Received<RegionReport>> received = reports.values().stream()
                .map(report -> new Received<>(report, reportAges.getOrDefault(report.region(), Duration.ZERO)))
                .toList();
        List<Received<EdgeObservation>> observed = observations.values().stream()
                .map(observation ->
                        new Received<>(observation, observationAges.getOrDefault(observation.origin(), observationAge)))
                .toList();
        return new Inputs(epoch, specs, intents, residency, steering, drains, received, observed, last);
    }

    Decision decide() {
        last = RoutingPolicy.decide(inputs(), settings, now);
        return last;
    }

    /** Passes time, then decides. */
    Decision after(Duration passed) {
        now = now.plus(passed);
        return decide();
    }

    /** Decides this many times, a cycle apart. */
    Decision cycles(int count) {
        Decision decision = decide();
        for (int i = 1; i < count; i++) {
            decision = after(CYCLE);
        }
        now = now.plus(CYCLE);
        return decision;
    }

    RoutingTable table() {
        return decided().table();
    }

    int share(RegionId region) {
        return table().sharesOf(OriginId.DEFAULT).of(region).value();
    }

    int share(OriginId origin, RegionId region) {
        return table().sharesOf(origin).of(region).value();
    }

    int shed(OriginId origin) {
        return table().sharesOf(origin).shed().value();
    }

    RegionState state(RegionId region) {
        RegionState state = decided().states().get(region);
        if (state == null) {
            throw new AssertionError("no state of " + region);
        }
        return state;
    }

    Health health(RegionId region) {
        return state(region).health();
    }

    Decision decided() {
        if (last == null) {
            throw new AssertionError("nothing decided yet");
        }
        return last;
    }

    private RegionReport reportOf(RegionId region) {
        RegionReport report = reports.get(region);
        return report != null
                ? report
                : report(region, 0, 0, ProbeCounts.NONE, Reachability.UNKNOWN, new TreeMap<>(), ClusterReport.OUTSIDE);
    }

    private static RegionReport report(
            RegionId region,
            int ready,
            int total,
            ProbeCounts probes,
            Reachability upstream,
            SortedMap<RegionId, ProbeCounts> peers,
            ClusterReport cluster) {
        return new RegionReport(
                region,
                new Sender("agent-" + region, "boot", 1),
                CYCLE,
                ready,
                total,
                probes,
                upstream,
                peers,
                cluster);
    }
}
