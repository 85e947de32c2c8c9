package dev.meridian.scenarios.story;

import static dev.meridian.scenarios.world.Place.AP;
import static dev.meridian.scenarios.world.Place.EU;
import static dev.meridian.scenarios.world.Place.US;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.scenarios.world.Mechanism;
import dev.meridian.scenarios.world.ModelEdge;
import dev.meridian.scenarios.world.ModelStore;
import dev.meridian.scenarios.world.World;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who may write, what is kept, and what edges accept. */
final class Leaders {
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final String MODELLED = " (Modelled by its contract: ";

    private Leaders() {}

    static Scenario twoLeaders() {
        return new Scenario(
                "two-leaders",
                "Two leaders",
                "At 120 s a second controller takes the lead, and the first one does not know it. The second hears ap-southeast-1 only, whose way to eu-west-1 is cut."
                        + MODELLED + "epochs and compare-and-set in the store, order of tables at the edges.)",
                "a write by an older epoch is refused, and edges never go back",
                setup -> setup.controllers(2)
                        .at(120, world -> {
                            world.network().cut(AP, EU);
                            world.controllers().get(1).cutOff(EU);
                            world.controllers().get(1).cutOff(US);
                            world.controllers().get(1).start();
                        })
                        .at(240, world -> world.controllers().get(0).start()),
                "the store takes every write, and edges every table",
                setup -> setup.without(Mechanism.COMPARE_AND_SET).without(Mechanism.TABLE_ORDER),
                List.of(
                        Claim.atMost(
                                "edges that went to an older table",
                                0,
                                run -> run.ledger().olderApplied()),
                        Claim.atLeast("writes refused", 2, run -> run.ledger().writesRefused()),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900))));
    }

    static Scenario cleanupRace() {
        return new Scenario(
                "cleanup-race",
                "Cleanup race",
                "The controller stands still from 120 to 240 s. Meanwhile another one leads and an operator drains eu-west-1; then the first goes on with what it was about to write."
                        + MODELLED + "epochs and compare-and-set in the store.)",
                "what was decided under an old epoch is never written",
                setup -> setup.controllers(2)
                        .at(120, world -> {
                            world.controllers().get(0).pause(true);
                            world.controllers().get(1).start();
                        })
                        .at(150, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS))
                        .at(240, world -> {
                            world.controllers().get(0).forgetsDrains();
                            world.controllers().get(0).pause(false);
                        }),
                "the store takes every write, and edges every table",
                setup -> setup.without(Mechanism.COMPARE_AND_SET).without(Mechanism.TABLE_ORDER),
                List.of(
                        Claim.atMost(
                                "seconds until 90 % of the load is away", 10, run -> run.secondsToEmpty(EU, 150, 0.1)),
                        Claim.atMost(
                                "% of the shares for eu-west-1 after 240 s", 0, run -> run.sharePercent(EU, 240, 900)),
                        Claim.atMost(
                                "edges that went to an older table",
                                0,
                                run -> run.ledger().olderApplied()),
                        Claim.atLeast("writes refused", 1, run -> run.ledger().writesRefused())));
    }

    static Scenario malformedTables() {
        return new Scenario(
                "malformed-tables",
                "Malformed tables",
                "From 120 to 240 s every edge is shown, each second, shares that do not sum to 10 000.",
                "the records refuse it, and the last good table serves on",
                setup -> {
                    for (int second = 120; second < 240; second++) {
                        setup.at(second, Leaders::showGarbage);
                    }
                },
                "an edge drops its table for what it cannot read",
                setup -> setup.without(Mechanism.TABLE_VALIDATION),
                List.of(
                        Claim.atLeast("tables refused", 720, run -> run.ledger().malformedRefusals()),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("points that eu-west-1's share moves", 2, run -> run.farthestMove(EU, 119, 300))));
    }

    private static void showGarbage(World world) {
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        shares.put(EU, new BasisPoints(world.second() % 9_000));
        world.edges().forEach(edge -> edge.offerMalformed(() -> new OriginShares(shares, BasisPoints.ZERO)));
    }

    static Scenario canary() {
        return new Scenario(
                "harmful-table-meets-its-canary",
                "A harmful table meets its canary",
                "eu-west-1 dies at 120 s. At 300 s an operator pins every origin to it by mistake, in a legal table, and notices at 600 s.",
                "a large change meets one edge of each origin first, and is taken back where these fare worse than the others",
                setup -> setup.at(120, world -> world.region(EU).die())
                        .at(300, world -> world.steer(pinnedTo(EU)))
                        .at(600, world -> world.steer(Steering.NONE)),
                "every change goes to everybody at once (canaryAbove 10000)",
                setup -> setup.settings(Off::canary),
                List.of(
                        Claim.atMost(
                                "% of the shares for the dead region from 300 to 340 s",
                                25, run -> run.sharePercent(EU, 300, 340)),
                        Claim.atMost("% of the shares for it after 340 s", 0, run -> run.sharePercent(EU, 340, 900)),
                        Claim.atMost("% unserved", 0.5, run -> run.unservedPercent(150, 900))));
    }

    private static Steering pinnedTo(RegionId region) {
        SortedMap<RegionId, BasisPoints> all = new TreeMap<>();
        all.put(region, BasisPoints.WHOLE);
        SortedMap<OriginId, Pin> pins = new TreeMap<>();
        for (RegionId place : List.of(AP, EU, US)) {
            pins.put(OriginId.of(place), new Pin(all, "by mistake", "operator", World.START.plusSeconds(7_200)));
        }
        return new Steering(null, pins, SafetyRules.DEFAULTS);
    }

    static Scenario storeAway() {
        return new Scenario(
                "store-away",
                "Store away for 1 h",
                "Nobody can read or write the store from 120 s on for an hour; demand in eu-west-1 is a fifth more in the middle of it.",
                "what is not stored is not published, and edges go on with the last table for as long as it takes",
                setup -> setup.lasting(4_200)
                        .at(120, world -> world.store().away(true))
                        .at(3_720, world -> world.store().away(false))
                        .demand(demand -> demand.times(EU, 1.2, 1_800, 2_400)),
                "an edge drops a table that no controller has confirmed for five minutes",
                setup -> setup.at(420, world -> world.edges().forEach(ModelEdge::forget))
                        .at(419, world -> world.deliverOnly((edge, table) -> world.second() > 3_720)),
                List.of(
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 4_200)),
                        Claim.atMost(
                                "points that eu-west-1's share moves while it is away",
                                0,
                                run -> run.farthestMove(EU, 125, 3_720)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 4_200)),
                        Claim.atLeast(
                                "decisions after it is back",
                                90,
                                run -> run.ledger().decisions().tailMap(3_720).size())));
    }

    static Scenario storeBackwards() {
        ModelStore.Backup[] none = new ModelStore.Backup[1];
        return new Scenario(
                "store-index-runs-backward",
                "Store index runs backward",
                "eu-west-1 is drained at 120 s, and the controller restarts at 200 s. At 300 s the store is restored to what it held at 100 s, and the controller restarts again; at 330 s the operator repeats the drain."
                        + MODELLED
                        + "a leader goes on above all epochs that edges tell of; here at its start, in the product with their first observations.)",
                "edges refuse what is older than theirs, and a new leader goes on above it",
                setup -> {
                    ModelStore.Backup[] kept = none.clone();
                    setup.at(100, world -> kept[0] = world.store().backup())
                            .at(120, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS))
                            .at(200, world -> world.controllers().getFirst().start())
                            .at(300, world -> {
                                world.store().restore(kept[0]);
                                world.controllers().getFirst().start();
                            })
                            .at(330, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS));
                },
                "a new epoch follows the store's only",
                setup -> setup.without(Mechanism.EPOCH_ABOVE_ALL).without(Mechanism.TABLE_ORDER),
                List.of(
                        Claim.atMost(
                                "edges that went to an older table",
                                0,
                                run -> run.ledger().olderApplied()),
                        Claim.atMost(
                                "seconds until the share is gone, from the drain's repetition",
                                10,
                                run -> run.secondsToShare(EU, 330, 0)),
                        Claim.atMost(
                                "% of the shares for eu-west-1 after 345 s", 0, run -> run.sharePercent(EU, 345, 900)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900))));
    }

    static Scenario partialPublish() {
        return new Scenario(
                "partial-publish",
                "Partial publish",
                "eu-west-1 is drained at 120 s; the tables reach only every second edge until 240 s.",
                "edges ask for the table again and again, and all of any age are legal",
                setup -> setup.at(119, world -> world.deliverOnly((edge, table) -> edge.isFirst()))
                        .at(240, world -> world.deliverOnly((edge, table) -> true))
                        .at(120, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS)),
                "a table is pushed once, and who misses it has missed it",
                setup -> setup.at(240, world -> world.deliverOnly((edge, table) -> edge.isFirst())),
                List.of(
                        Claim.atMost(
                                "seconds until eu-west-1 has half of its load",
                                10,
                                run -> run.secondsToEmpty(EU, 120, 0.55)),
                        Claim.atMost(
                                "seconds from 240 s until its share is gone", 5, run -> run.secondsToShare(EU, 240, 0)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost(
                                "edges that went to an older table",
                                0,
                                run -> run.ledger().olderApplied())));
    }

    static Scenario clockSteps() {
        return new Scenario(
                "clock-steps",
                "Clock steps of an hour (beyond the 33)",
                "us-west-2 is drained for 50 minutes at 60 s. The controller's wall clock steps by -1 h at 180 s, +1 h at 360 s, +1 h at 540 s; reports carry no time at all.",
                "ages and drains go by a clock that never steps",
                setup -> setup.at(60, world -> world.drain("d1", US, DrainMode.EMERGENCY, Duration.ofMinutes(50)))
                        .at(180, world -> world.controllers().getFirst().step(Duration.ofHours(-1)))
                        .at(360, world -> world.controllers().getFirst().step(Duration.ofHours(1)))
                        .at(540, world -> world.controllers().getFirst().step(Duration.ofHours(1))),
                "decisions go by the wall clock",
                setup -> setup.without(Mechanism.STEADY_CLOCK),
                List.of(
                        Claim.atMost(
                                "% of the shares for the drained region after 90 s",
                                0, run -> run.sharePercent(US, 90, 900)),
                        Claim.atMost(
                                "decisions in which eu-west-1 is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(90, 900))));
    }
}
