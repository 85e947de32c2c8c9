package dev.meridian.scenarios.story;

import static dev.meridian.scenarios.world.Place.AP;
import static dev.meridian.scenarios.world.Place.EU;
import static dev.meridian.scenarios.world.Place.US;

import dev.meridian.routing.region.Health;
import dev.meridian.scenarios.world.Demand;
import dev.meridian.scenarios.world.Mechanism;
import java.util.List;

/** Regions are lost, and come back. */
final class Losses {
    private Losses() {}

    static Scenario regionKill() {
        return new Scenario(
                "region-kill",
                "Region kill",
                "At 120 s eu-west-1 serves nothing any more and its agents are gone; the other two could serve everything.",
                "two witnesses agree, the region is ejected, and its load moves at once",
                setup -> setup.at(120, world -> world.region(EU).die()),
                "no region is ever ejected (health.downAfter 1000, badBelow 1, ejectionWitnesses 10; burnRate 10000)",
                setup -> setup.settings(Off::ejection),
                List.of(
                        Claim.atMost(
                                "seconds until eu-west-1's share is gone", 25, run -> run.secondsToShare(EU, 120, 0)),
                        Claim.atMost("% unserved after 150 s", 0.1, run -> run.unservedPercent(150, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 900)),
                        Claim.atMost("ms over the optimum after 240 s", 15, run -> run.millisOverOptimum(240, 900))));
    }

    static Scenario tooLittleLeft() {
        return new Scenario(
                "n-minus-1-insufficient",
                "N-1 insufficient",
                "Demand is 90 % of all capacity when eu-west-1 dies at 120 s: the other two can serve 70 % of it.",
                "what nobody can serve is refused by name, so that the rest is served well",
                setup -> setup.demand(Demand.steady(144, 180, 180))
                        .at(120, world -> world.region(EU).die()),
                "no capacity is given, so that nobody knows what is too much",
                setup -> setup.statesNothing(),
                List.of(
                        Claim.atLeast("requests/s served after 180 s", 330, run -> run.servedRps(180, 900)),
                        Claim.atMost("% let in and failed after 180 s", 2, run -> run.failedPercent(180, 900)),
                        Claim.atMost("ms over the optimum after 240 s", 150, run -> run.millisOverOptimum(240, 900))));
    }

    static Scenario heal() {
        return new Scenario(
                "heal",
                "Heal",
                "eu-west-1 dies at 120 s and comes back cold at 300 s: it can serve 10 % then, and all after three minutes.",
                "a recovered region starts at 5 % and ramps over three minutes, watched",
                setup -> setup.at(120, world -> world.region(EU).die())
                        .at(300, world -> world.region(EU).reviveCold(0.1, 180)),
                "no ramp, and one good cycle is enough (rampStart 10000, rampDuration 0, upAfter 1)",
                setup -> setup.settings(Off::ramp).settings(Off::hysteresis),
                List.of(
                        Claim.atMost("% unserved after 300 s", 0.2, run -> run.unservedPercent(300, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 900)),
                        Claim.atMost(
                                "points that eu-west-1 gains in 30 s", 15, run -> run.fastestRise(EU, 30, 300, 900)),
                        Claim.atMost(
                                "seconds until its share is back", 420, run -> run.secondsToShare(EU, 300, 33.3))));
    }

    static Scenario weightsWithRegionDown() {
        return new Scenario(
                "weights-with-a-region-down",
                "Weights with a region down",
                "Operators want 80/100/100 strictly (headroom 1.0); ap-southeast-1 dies at 120 s. The others keep 50/50.",
                "with headroom 1.0 weights are met exactly among the regions that serve",
                setup -> setup.demand(Demand.steady(40, 140, 80))
                        .settings(of -> Off.headroom(of, 1.0))
                        .statesNothing()
                        .at(120, world -> world.region(AP).die()),
                "weights with room (headroom 1.25)",
                setup -> setup.settings(of -> Off.headroom(of, 1.25)),
                List.of(
                        Claim.within(
                                "% of the load in eu-west-1 after 240 s",
                                49.5, 50.5, run -> run.loadPercent(EU, 240, 900)),
                        Claim.within(
                                "% of the shares for eu-west-1 after 240 s",
                                49.9, 50.1, run -> run.sharePercent(EU, 240, 900)),
                        Claim.atMost("utilisation error after 240 s, points", 2, run -> run.utilisationError(240, 900)),
                        Claim.atMost("% unserved after 150 s", 0.1, run -> run.unservedPercent(150, 900))));
    }

    static Scenario regionAndController() {
        return new Scenario(
                "region-and-controller-down",
                "Region and controller down at once",
                "At 120 s eu-west-1 and the only controller die; the controller starts again at 300 s.",
                "edges know by themselves: one retry elsewhere, and a breaker after five faults",
                setup -> setup.at(120, world -> {
                            world.region(EU).die();
                            world.controllers().getFirst().kill();
                        })
                        .at(300, world -> world.controllers().getFirst().start()),
                "edges without retries and breakers",
                setup -> setup.without(Mechanism.RETRIES).without(Mechanism.BREAKERS),
                List.of(
                        Claim.atMost("% unserved from 120 to 300 s", 0.1, run -> run.unservedPercent(120, 300)),
                        Claim.atMost(
                                "seconds until its share is gone, from the start at 300 s",
                                30,
                                run -> run.secondsToShare(EU, 300, 0)),
                        Claim.atMost("% unserved after 330 s", 0.1, run -> run.unservedPercent(330, 900))));
    }

    static Scenario twoOfThree() {
        return new Scenario(
                "two-of-three",
                "Two of three dead, truly and falsely",
                "From 60 to 240 s all agents say of eu-west-1 and us-west-2 that they are dead, while live traffic is served. At 600 s both die.",
                "more than one removal in five minutes, or half of all capacity, takes every witness's word, live traffic's too",
                setup -> setup.demand(Demand.steady(40, 50, 50))
                        .at(60, world -> world.agents().forEach(agent -> agent.lie(Lies.dead(EU, US))))
                        .at(240, world -> world.agents().forEach(agent -> agent.lie(report -> report)))
                        .at(600, world -> {
                            world.region(EU).die();
                            world.region(US).die();
                        }),
                "no guard (removalEvery 0, removalPart 10000)",
                setup -> setup.settings(Off::guard),
                List.of(
                        Claim.atMost("regions that are DOWN at once until 600 s", 1, run -> run.mostDown(0, 600)),
                        Claim.atMost("% unserved until 600 s", 0.1, run -> run.unservedPercent(0, 600)),
                        Claim.atMost(
                                // A silent agent's last word counts for up to a minute; then come three bad cycles.
                                "% of the shares for the dead after 675 s",
                                0.1, run -> run.sharePercent(EU, 675, 900) + run.sharePercent(US, 675, 900)),
                        Claim.atMost("% unserved after 660 s", 0.5, run -> run.unservedPercent(660, 900)),
                        Claim.atLeast(
                                "decisions in which a dead region is DOWN",
                                40,
                                run -> run.ledger().decisionsIn(US, Health.DOWN))));
    }
}
