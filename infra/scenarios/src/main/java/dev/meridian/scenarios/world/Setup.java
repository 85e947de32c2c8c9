package dev.meridian.scenarios.world;

import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.RegionReport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How a world begins and what happens in it. A scenario tells it to a new one each time; each method returns the setup. Left
 * alone it is three regions of 200, 200 and 160 requests/s that are far from each other, half used.
 */
public final class Setup {
    final SortedMap<RegionId, Integer> capacities = new TreeMap<>(Map.of(Place.AP, 160, Place.EU, 200, Place.US, 200));
    final SortedMap<RegionId, Integer> stated = new TreeMap<>(capacities);
    final SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
    final Set<Mechanism> mechanisms = EnumSet.allOf(Mechanism.class);
    final List<Event> events = new ArrayList<>();
    PolicySettings settings = PolicySettings.DEFAULTS;
    Demand demand = Demand.steady(80, 100, 100);
    Predicate<RegionReport> heard = report -> true;
    boolean liveTrafficHeard = true;
    boolean near;
    int seconds = 900;
    int edgesPerOrigin = 2;
    int controllers = 1;
    double poison;

    public Setup() {
        weights(80, 100, 100);
    }

    /** What happens at the start of a second. */
    public Setup at(int second, Consumer<World> happening) {
        events.add(new Event(second, happening));
        return this;
    }

    /** How long the world lasts. */
    public Setup lasting(int lasting) {
        seconds = lasting;
        return this;
    }

    public Setup demand(Demand other) {
        demand = other;
        return this;
    }

    /** This demand, changed. */
    public Setup demand(UnaryOperator<Demand> change) {
        demand = change.apply(demand);
        return this;
    }

    public Setup weights(int ap, int eu, int us) {
        intents.put(Place.AP, new RegionIntent(ap, true));
        intents.put(Place.EU, new RegionIntent(eu, true));
        intents.put(Place.US, new RegionIntent(us, true));
        return this;
    }

    /** What operators say that a region can serve, whatever it can. */
    public Setup states(RegionId region, int rps) {
        stated.put(region, rps);
        return this;
    }

    /** Operators say nothing of capacities. */
    public Setup statesNothing() {
        stated.clear();
        return this;
    }

    /** All regions are within 16 ms of each other. */
    public Setup near() {
        near = true;
        return this;
    }

    public Setup settings(UnaryOperator<PolicySettings> change) {
        settings = change.apply(settings);
        return this;
    }

    public Setup without(Mechanism mechanism) {
        mechanisms.remove(mechanism);
        return this;
    }

    /** Controllers believe nobody but some of the agents, and no live traffic. */
    public Setup hearingOnly(Predicate<RegionReport> some) {
        heard = some;
        liveTrafficHeard = false;
        return this;
    }

    public Setup edgesPerOrigin(int edges) {
        edgesPerOrigin = edges;
        return this;
    }

    public Setup controllers(int count) {
        controllers = count;
        return this;
    }

    /** The part of all requests that breaks whatever serves it. */
    public Setup poison(double part) {
        poison = part;
        return this;
    }

    /** The settings that our decision has here. */
    public PolicySettings settings() {
        return settings;
    }

    boolean has(Mechanism mechanism) {
        return mechanisms.contains(mechanism);
    }
}
