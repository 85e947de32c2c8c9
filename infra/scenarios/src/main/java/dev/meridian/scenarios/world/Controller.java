package dev.meridian.scenarios.world;

import dev.meridian.routing.decision.Canary;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import dev.meridian.scenarios.policy.Policy;
import dev.meridian.scenarios.policy.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A controller: hears, decides every five seconds and at once when woken, and publishes what the store has taken. */
public final class Controller {
    private static final int CYCLE_SECONDS = 5;

    private final World world;
    private final int phase;
    private final Set<RegionId> deafTo = new TreeSet<>();
    private Inbox<RegionReport> reports = new Inbox<>(0);
    private Inbox<EdgeObservation> observations = new Inbox<>(0);
    private Policy policy;
    private ModelClock clock;
    private Duration step = Duration.ZERO;
    private long epoch;
    private @Nullable Decision previous;
    private boolean runs;
    private boolean paused;
    private boolean woken;
    private boolean drainsUnseen;

    Controller(World world, int phase) {
        this.world = world;
        this.phase = phase;
        this.policy = world.newPolicy();
        this.clock = new ModelClock(true, World.START, 0, null);
    }

    /** Starts: takes the leadership, and goes on from the stored decision. */
    public void start() {
        boolean room = world.has(Mechanism.ROOM_FOR_ALL_SENDERS);
        reports = new Inbox<>(Integer.MAX_VALUE);
        observations = new Inbox<>(room ? Integer.MAX_VALUE : 3);
        policy = world.newPolicy();
        epoch = world.store().begin(world.has(Mechanism.EPOCH_ABOVE_ALL) ? world.newestEpochAtEdges() : 0);
        previous = world.store().latest();
        clock = new ModelClock(world.has(Mechanism.STEADY_CLOCK), wall(), world.second(), previous);
        runs = true;
        paused = false;
        woken = true;
    }

    /** Dies. */
    public void kill() {
        runs = false;
    }

    /** Stands still, and does not know it. */
    public void pause(boolean whether) {
        paused = whether;
        woken = true;
    }

    /** What it is about to write was decided before the drains of today. */
    public void forgetsDrains() {
        drainsUnseen = true;
    }

    /** Its wall clock steps. */
    public void step(Duration by) {
        step = step.plus(by);
    }

    /** It hears nothing from a region and its origin any more, and they do not hear it. */
    public void cutOff(RegionId region) {
        deafTo.add(region);
    }

    public void mend(RegionId region) {
        deafTo.remove(region);
    }

    void wake() {
        woken = true;
    }

    boolean isHeardFrom(RegionId place) {
        return runs && !paused && !deafTo.contains(place);
    }

    void hear(RegionReport report) {
        if (isHeardFrom(report.region())) {
            reports.arrived(report.region() + "/" + report.sender().name(), report, world.second());
        }
    }

    void hear(EdgeObservation observation) {
        if (isHeardFrom(new RegionId(observation.origin().value()))) {
            observations.arrived(
                    observation.origin() + "/" + observation.sender().name(), observation, world.second());
        }
    }

    /** The table that it shows to an edge; null where it shows none. */
    @Nullable
    RoutingTable published(ModelEdge edge) {
        if (!runs || paused || previous == null) {
            return null;
        }
        @Nullable Canary canary = previous.canary();
        return canary != null && canary.isTriedOn(edge.origin(), edge.name()) ? canary.table() : previous.table();
    }

    @Nullable
    Decision latest() {
        return previous;
    }

    boolean runs() {
        return runs && !paused;
    }

    void tick() {
        if (runs() && (woken || world.second() % CYCLE_SECONDS == phase)) {
            woken = false;
            decide();
        }
    }

    private void decide() {
        if (world.store().isAway()) {
            return;
        }
        Situation heard = world.hearing()
                .heard(epoch, reports.latest(world.second()), observations.latest(world.second()), previous);
        if (drainsUnseen) {
            heard = heard.withoutDrains();
        }
        Decision decision = policy.decide(heard, clock.read(wall(), world.second()));
        TableVersion expected =
                previous == null ? TableVersion.NONE : previous.table().version();
        if (world.store().save(epoch, expected, decision)) {
            previous = decision;
            world.ledger().decided(decision);
        } else {
            // It does not lead any more: it stands by.
            world.ledger().writeRefused();
            runs = false;
        }
    }

    private Instant wall() {
        return World.START.plusSeconds(world.second()).plus(step);
    }
}
