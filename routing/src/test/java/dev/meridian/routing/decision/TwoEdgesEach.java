package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.CYCLE;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;

import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two edges an origin, which obey in the middle of an interval; those that try a table fail at {@code badRegion}. */
abstract class TwoEdgesEach {
    static final OriginId FROM_AP = OriginId.of(AP);
    static final OriginId FROM_EU = OriginId.of(EU);
    static final OriginId FROM_US = OriginId.of(US);
    static final RegionId OFFICE = new RegionId("office");
    static final int REQUESTS = 100;

    /** By which changes of one origin are large. */
    static final CanarySettings SENSITIVE =
            new CanarySettings(1_000, Duration.ofSeconds(30), Duration.ofMinutes(10), 50);

    /** Cycles from the beginning of a trial until it is over. */
    static final int TRIAL = 6;

    final World world = World.healthy();
    final List<RegionId> places = new ArrayList<>(List.of(AP, EU, US));
    int edges = 2;
    final SortedMap<OriginId, Pin> pins = new TreeMap<>();
    final Map<String, RoutingTable> ran = new HashMap<>();

    @Nullable
    RegionId badRegion;

    Duration observationAge = Duration.ZERO;

    void steady() {
        cycles(3);
    }

    void cycles(int count) {
        for (int i = 0; i < count; i++) {
            cycle();
        }
    }

    /** A decision from what the edges saw since the one before. */
    Decision cycle() {
        Inputs inputs = world.inputs();
        Inputs observed = new Inputs(
                inputs.epoch(),
                inputs.regions(),
                inputs.intents(),
                inputs.residency(),
                inputs.steering(),
                inputs.drains(),
                inputs.reports(),
                observations(),
                inputs.previous());
        world.last = RoutingPolicy.decide(observed, world.settings, world.now);
        world.now = world.now.plus(CYCLE);
        return world.last;
    }

    List<Received<EdgeObservation>> observations() {
        List<Received<EdgeObservation>> all = new ArrayList<>();
        for (RegionId place : places) {
            for (int i = 0; i < edges; i++) {
                all.add(new Received<>(observation(OriginId.of(place), "edge-" + i), observationAge));
            }
        }
        return all;
    }

    EdgeObservation observation(OriginId origin, String name) {
        SortedMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        Decision last = world.last;
        if (last == null) {
            return new EdgeObservation(
                    origin, new Sender(name, "boot", 1), CYCLE, TableVersion.NONE, 0, regions, new TreeMap<>());
        }
        Canary canary = last.canary();
        boolean tries = canary != null && canary.isTriedOn(origin, name);
        RoutingTable table = tries ? Objects.requireNonNull(canary).table() : last.table();
        Objects.requireNonNull(table);
        @Nullable RoutingTable before = ran.put(origin + "/" + name, table);
        for (RoutingTable half : List.of(before == null ? table : before, table)) {
            boolean fails = tries && half.equals(table);
            half.sharesOf(origin).shares().forEach((region, share) -> {
                long requests = Math.round(REQUESTS / 2.0 * share.fraction());
                RegionTraffic more = World.traffic(requests, fails && region.equals(badRegion) ? requests : 0);
                regions.merge(region, more, TwoEdgesEach::plus);
            });
        }
        return new EdgeObservation(
                origin, new Sender(name, "boot", 1), CYCLE, table.version(), 0, regions, new TreeMap<>());
    }

    static RegionTraffic plus(RegionTraffic one, RegionTraffic other) {
        return World.traffic(one.attempts() + other.attempts(), one.regionFaults() + other.regionFaults());
    }

    void pinAllTo(RegionId region) {
        pinAll(whole(region));
    }

    void pinAll(SortedMap<RegionId, BasisPoints> shares) {
        pin(List.of(AP, EU, US), shares);
    }

    void pin(List<RegionId> from, SortedMap<RegionId, BasisPoints> shares) {
        pins.clear();
        from.forEach(place -> steer(OriginId.of(place), shares));
    }

    /** Another pin of one origin, or none. */
    void steer(OriginId origin, @Nullable SortedMap<RegionId, BasisPoints> shares) {
        if (shares == null) {
            pins.remove(origin);
        } else {
            pins.put(origin, new Pin(shares, "by mistake", "alice", world.now.plus(Duration.ofHours(2))));
        }
        world.steering = new Steering(null, pins, SafetyRules.DEFAULTS);
    }

    /** Of agents and edges. */
    void silence(Duration age) {
        world.silence(age);
        observationAge = age;
    }

    static SortedMap<RegionId, BasisPoints> whole(RegionId region) {
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        shares.put(region, BasisPoints.WHOLE);
        return shares;
    }

    static SortedMap<RegionId, BasisPoints> shares(RegionId one, int part, RegionId other, int rest) {
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        shares.put(one, new BasisPoints(part));
        shares.put(other, new BasisPoints(rest));
        return shares;
    }

    Canary canary() {
        return Objects.requireNonNull(world.decided().canary());
    }

    RoutingTable tried() {
        return Objects.requireNonNull(canary().table());
    }
}
