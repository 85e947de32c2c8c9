package dev.meridian.scenarios.story;

import static dev.meridian.scenarios.world.Place.AP;
import static dev.meridian.scenarios.world.Place.EU;
import static dev.meridian.scenarios.world.Place.US;

import dev.meridian.routing.region.Health;
import dev.meridian.scenarios.world.Mechanism;
import dev.meridian.scenarios.world.Setup;
import java.util.List;

/** Nothing is wrong with the regions, but with those who speak of them. */
final class Silences {
    private static final String GULLIBLE =
            "silence is taken for a report that all is lost, and a region's own agents are the only witness";

    private Silences() {}

    static Scenario oneRegionSilent() {
        return new Scenario(
                "agents-of-one-region-silent",
                "Agents of one region silent",
                "From 120 s on no agent of eu-west-1 reports; the region serves as before.",
                "silence is no witness: the other regions' probers and the live traffic go on to testify",
                setup -> setup.at(120, world -> world.agents(EU).forEach(agent -> agent.silent(true))),
                GULLIBLE,
                Silences::believeSilence,
                List.of(
                        Claim.atMost("points that eu-west-1's share moves", 2, run -> run.farthestMove(EU, 130, 900)),
                        Claim.atMost(
                                "decisions in which it is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("ms over the optimum after 180 s", 15, run -> run.millisOverOptimum(180, 900))));
    }

    static Scenario allSilent() {
        return new Scenario(
                "all-agents-silent",
                "All agents silent",
                "From 120 to 300 s no agent of any region reports, and at 180 s demand in eu-west-1 grows by nine tenths.",
                "where more than half of all senders go silent together the table is frozen, with an alarm",
                setup -> setup.at(120, world -> world.agents().forEach(agent -> agent.silent(true)))
                        .at(300, world -> world.agents().forEach(agent -> agent.silent(false)))
                        .demand(demand -> demand.times(EU, 1.9, 180, 300)),
                "the table is never frozen (freezeAbove 10000)",
                setup -> setup.settings(Off::freeze),
                List.of(
                        Claim.atMost(
                                "points that eu-west-1's share moves from 150 to 300 s",
                                0,
                                run -> run.farthestMove(EU, 150, 300)),
                        Claim.atLeast("decisions that raise the alarm", 25, run -> run.alarms("fell silent together")),
                        Claim.atMost(
                                "decisions in which eu-west-1 is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900))));
    }

    static Scenario lyingProber() {
        return new Scenario(
                "one-lying-prober",
                "One lying prober",
                "From 120 s on all agents of ap-southeast-1 say that eu-west-1 does not answer, which is not so.",
                "the score is the median of all witnesses, and an ejection needs two that agree",
                setup -> setup.at(120, world -> world.agents(AP).forEach(agent -> agent.lie(Lies.dead(EU)))),
                "only the liars are heard, and one witness is enough (ejectionWitnesses 1)",
                setup -> setup.hearingOnly(report -> report.region().equals(AP)).settings(Off::secondWitness),
                List.of(
                        Claim.atMost("points that eu-west-1's share moves", 2, run -> run.farthestMove(EU, 130, 900)),
                        Claim.atMost(
                                "decisions in which it is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(120, 900))));
    }

    static Scenario cutOff() {
        return new Scenario(
                "controller-cut-off-from-a-region",
                "Controller cut off from a region",
                "From 120 to 480 s the controller hears nothing from eu-west-1's agents and edges, and they get no tables from it.",
                "silence is no witness, and edges go on with the last table",
                setup -> setup.at(120, world -> world.controllers().getFirst().cutOff(EU))
                        .at(480, world -> world.controllers().getFirst().mend(EU)),
                GULLIBLE,
                Silences::believeSilence,
                List.of(
                        Claim.atMost(
                                "decisions in which eu-west-1 is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("points that its share moves", 2, run -> run.farthestMove(EU, 130, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(120, 900)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900))));
    }

    static Scenario allUnhealthy() {
        return new Scenario(
                "all-unhealthy",
                "All unhealthy",
                "From 120 to 420 s every agent says of every region that it is dead, as after a bad release of the prober; all of them serve.",
                "one removal in five minutes and half of the capacity is all that automation may take without live traffic's word",
                setup -> setup.at(120, world -> world.agents().forEach(agent -> agent.lie(Lies.dead(AP, EU, US))))
                        .at(420, world -> world.agents().forEach(agent -> agent.lie(report -> report)))
                        .demand(demand -> demand.times(0.9, 0, 900)),
                "no guard (removalEvery 0, removalPart 10000)",
                setup -> setup.settings(Off::guard),
                List.of(
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("regions that are DOWN at once", 1, run -> run.mostDown(0, 900)),
                        Claim.atLeast(
                                "decisions that raise the alarm", 1, run -> run.alarms("looks dead and is kept"))));
    }

    static Scenario massRestart() {
        return new Scenario(
                "mass-restart",
                "Mass restart",
                "At 300 s the controller, all edges and all agents restart in the same second.",
                "edges have their table on disk, and the controller goes on from the stored decision",
                setup -> setup.at(300, world -> world.controllers().getFirst().kill())
                        .at(300, world -> world.restartEdgesAndAgents())
                        .at(315, world -> world.controllers().getFirst().start()),
                "edges keep no table",
                setup -> setup.without(Mechanism.TABLE_KEPT),
                List.of(
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("points that eu-west-1's share moves", 2, run -> run.farthestMove(EU, 290, 900)),
                        Claim.atMost(
                                "decisions in which it is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost(
                                "edges that went to an older table",
                                0,
                                run -> run.ledger().olderApplied())));
    }

    private static void believeSilence(Setup setup) {
        setup.without(Mechanism.SILENCE_IS_NO_WITNESS)
                .hearingOnly(report -> true)
                .settings(Off::secondWitness);
    }
}
