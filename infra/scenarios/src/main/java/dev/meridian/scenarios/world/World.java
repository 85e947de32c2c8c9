package dev.meridian.scenarios.world;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.scenarios.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** One installation and its clients, from a setup and a seed; {@link #live} is all of its time. Single-threaded. */
public final class World {
    /** When every world begins. */
    public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    /** A second's requests come in so many parts, so that no edge is always the first. */
    private static final int SLICES = 20;

    private final Setup setup;
    private final SplittableRandom random;
    private final Supplier<Policy> policies;
    private final Network network;
    private final SortedMap<RegionId, ModelRegion> regions = new TreeMap<>();
    private final List<ModelEdge> edges = new ArrayList<>();
    private final List<ModelAgent> agents = new ArrayList<>();
    private final List<Controller> controllers = new ArrayList<>();
    private final ModelStore store;
    private final Ledger ledger = new Ledger();
    private final Pickers pickers = new Pickers();
    private final Hearing hearing;
    private final Optimum optimum;
    private Steering steering = Steering.NONE;
    private BiPredicate<ModelEdge, RoutingTable> delivery = (edge, table) -> true;
    private int second;

    public World(Setup setup, Supplier<Policy> policies, long seed) {
        this.setup = setup;
        this.policies = policies;
        this.random = new SplittableRandom(seed);
        this.network = new Network(setup.near);
        this.store = new ModelStore(setup.has(Mechanism.COMPARE_AND_SET));
        setup.capacities.forEach((region, rps) -> regions.put(region, new ModelRegion(rps)));
        Population.fill(this, edges, agents);
        for (int i = 0; i < setup.controllers; i++) {
            controllers.add(new Controller(this, (i + 1) * 2 % 5));
        }
        this.hearing = new Hearing(this);
        this.optimum = new Optimum(this);
    }

    /** Lives from the first second to the last, and says what happened. */
    public Ledger live() {
        controllers.getFirst().start();
        for (second = 0; second < setup.seconds; second++) {
            setup.events.stream()
                    .filter(event -> event.second() == second)
                    .forEach(event -> event.happening().accept(this));
            controllers.forEach(Controller::tick);
            deliver();
            regions.values().forEach(ModelRegion::tick);
            clientsAsk();
            everybodySpeaks();
            Shown.write(this, optimum);
            ledger.secondEnds();
        }
        return ledger;
    }

    private void deliver() {
        for (ModelEdge edge : edges) {
            for (Controller controller : controllers) {
                RoutingTable shown = controller.published(edge);
                if (shown != null
                        && controller.isHeardFrom(new RegionId(edge.origin().value()))
                        && delivery.test(edge, shown)) {
                    edge.offer(shown);
                }
            }
        }
    }

    private void clientsAsk() {
        int[] requests = new int[edges.size()];
        for (int i = 0; i < requests.length; i++) {
            double mean = setup.demand.rps(edges.get(i).origin(), second) / setup.edgesPerOrigin;
            requests[i] = Arrivals.draw(mean, random);
            ledger.arrived(requests[i]);
        }
        for (int slice = 0; slice < SLICES; slice++) {
            int first = random.nextInt(requests.length);
            for (int next = 0; next < requests.length; next++) {
                int i = (first + next) % requests.length;
                int now = requests[i] * (slice + 1) / SLICES - requests[i] * slice / SLICES;
                edges.get(i).serve(now, (double) (slice + 1) / SLICES, random);
            }
        }
    }

    /** Each sender has its own second of five. */
    private void everybodySpeaks() {
        for (int i = 0; i < agents.size(); i++) {
            if ((second + i) % 5 == 0 && agents.get(i).speaks()) {
                var report = agents.get(i).report(random);
                controllers.forEach(one -> one.hear(report));
            }
        }
        for (int i = 0; i < edges.size(); i++) {
            if ((second + i) % 5 == 0) {
                var observation = edges.get(i).observe();
                controllers.forEach(one -> one.hear(observation));
            }
        }
    }

    Outcome attempt(OriginId from, RegionId to, SplittableRandom luck, double passed) {
        return network.reaches(from, to) ? region(to).attempt(luck, passed) : Outcome.FAULT;
    }

    /** Of the request that was served last. */
    double latencyMillis(OriginId from, RegionId to, SplittableRandom luck) {
        double serving = ModelRegion.SERVING_MILLIS * (0.9 + 0.2 * luck.nextDouble());
        return network.roundTripMillis(from, to) + serving + region(to).waitMillis();
    }

    /** An operator drains a region. */
    public void drain(String id, RegionId region, DrainMode mode, Duration lasts) {
        Instant now = START.plusSeconds(second);
        store.add(new Drain(id, region, mode, "maintenance", "operator", now, now.plus(lasts)));
        wakeControllers();
    }

    /** An operator ends a drain. */
    public void undrain(String id) {
        store.end(id);
        wakeControllers();
    }

    /** Operators hold or forbid something. */
    public void steer(Steering other) {
        steering = other;
        wakeControllers();
    }

    /** From now on only some tables reach some edges. */
    public void deliverOnly(BiPredicate<ModelEdge, RoutingTable> some) {
        delivery = some;
    }

    /** Every edge and every agent starts anew in the same second. */
    public void restartEdgesAndAgents() {
        edges.forEach(ModelEdge::restart);
        agents.forEach(ModelAgent::restart);
    }

    public ModelRegion region(RegionId region) {
        ModelRegion one = regions.get(region);
        if (one == null) {
            throw new IllegalArgumentException("no region " + region);
        }
        return one;
    }

    /** The agents of a region. */
    public List<ModelAgent> agents(RegionId region) {
        return agents.stream().filter(agent -> agent.region().equals(region)).toList();
    }

    public List<ModelAgent> agents() {
        return agents;
    }

    public List<ModelEdge> edges() {
        return edges;
    }

    public Network network() {
        return network;
    }

    public ModelStore store() {
        return store;
    }

    /** The controllers; the first one leads at the start. */
    public List<Controller> controllers() {
        return controllers;
    }

    public Ledger ledger() {
        return ledger;
    }

    public int second() {
        return second;
    }

    SortedMap<RegionId, ModelRegion> regions() {
        return Collections.unmodifiableSortedMap(regions);
    }

    Setup setup() {
        return setup;
    }

    boolean has(Mechanism mechanism) {
        return setup.has(mechanism);
    }

    Policy newPolicy() {
        return policies.get();
    }

    Pickers pickers() {
        return pickers;
    }

    Hearing hearing() {
        return hearing;
    }

    Steering steering() {
        return steering;
    }

    long newestEpochAtEdges() {
        return edges.stream().mapToLong(edge -> edge.version().epoch()).max().orElse(0);
    }

    private void wakeControllers() {
        controllers.forEach(Controller::wake);
    }
}
