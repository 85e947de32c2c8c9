package dev.meridian.scenarios.story;

import static dev.meridian.scenarios.world.Place.AP;
import static dev.meridian.scenarios.world.Place.EU;

import dev.meridian.routing.region.Health;
import dev.meridian.scenarios.world.Demand;
import dev.meridian.scenarios.world.Mechanism;
import java.util.List;

/** Load moves, or regions serve less well. */
final class Overloads {
    private Overloads() {}

    static Scenario sawtooth() {
        return new Scenario(
                "sawtooth",
                "Sawtooth of 20 s",
                "Demand in eu-west-1 climbs from 60 to 230 requests/s and falls back at once, every 20 s.",
                "demand is smoothed, and shares move slowly and not for little",
                setup -> setup.demand(Demand.steady(80, 230, 100)).demand(demand -> demand.sawtooth(EU, 0.26, 20)),
                "no pace and no smoothing (paceGain 10000, paceRise 10000, paceEvery 1 ms, paceSkip 0, demandHalfLife 1 ms)",
                setup -> setup.settings(Off::pace),
                List.of(
                        Claim.atMost("moves of a share", 2, run -> run.moves(120, 900)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("ms over the optimum", 15, run -> run.millisOverOptimum(180, 900))));
    }

    static Scenario grey() {
        return new Scenario(
                "grey-failure",
                "Grey failure of 8 %",
                "From 120 s on eu-west-1 fails 8 % of all attempts, probes among them.",
                "a retry elsewhere hides it from clients, while two windows of burn rate keep a small failure from being an outage",
                setup -> setup.at(120, world -> world.region(EU).fail(0.08)),
                "edges without retries",
                setup -> setup.without(Mechanism.RETRIES),
                List.of(
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost(
                                "decisions in which eu-west-1 is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 900))));
    }

    static Scenario fast429() {
        return new Scenario(
                "fast-429s",
                "Fast 429s",
                "From 120 to 480 s eu-west-1 serves only 30 % of what it could and answers 429 at once to the rest; its probes are well.",
                "a 429 speaks of capacity: the region's capacity falls by what it refuses and comes back slowly",
                setup -> setup.at(120, world -> world.region(EU).limit(0.3))
                        .at(480, world -> world.region(EU).revive()),
                "429s say nothing (rateLimitedFrom 10000)",
                setup -> setup.settings(Off::rateLimits),
                List.of(
                        Claim.atMost("% unserved from 180 to 480 s", 3, run -> run.unservedPercent(180, 480)),
                        Claim.atMost(
                                "decisions in which eu-west-1 is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("% unserved after 500 s", 0.1, run -> run.unservedPercent(500, 900)),
                        Claim.atMost(
                                "points that eu-west-1 gains in 30 s", 15, run -> run.fastestRise(EU, 30, 480, 900))));
    }

    static Scenario split() {
        return new Scenario(
                "split-80-20",
                "80/20 split",
                "Operators want 80 % in eu-west-1 and 20 % in ap-southeast-1 strictly (headroom 1.0), for 15 minutes, at 150 requests/s.",
                "with headroom 1.0 weights are met exactly, whatever the distances",
                setup -> setup.weights(20, 80, 0)
                        .statesNothing()
                        .demand(Demand.steady(40, 60, 50))
                        .lasting(960)
                        .settings(of -> Off.headroom(of, 1.0)),
                "nearest first (headroom 1000)",
                setup -> setup.settings(of -> Off.headroom(of, 1_000)),
                List.of(
                        Claim.within(
                                "% of the load in eu-west-1 over 15 min",
                                79.5, 80.5, run -> run.loadPercent(EU, 60, 960)),
                        Claim.within("% of the shares for it", 79.99, 80.01, run -> run.sharePercent(EU, 60, 960)),
                        Claim.atMost("moves of a share", 0, run -> run.moves(60, 960))));
    }

    static Scenario poison() {
        return new Scenario(
                "poison-request",
                "A poison request",
                "From the start one request in 200 breaks whatever serves it, in every region.",
                "a request is tried in two regions at most, and what fails everywhere alike ejects no region",
                setup -> setup.poison(0.005),
                "edges without a bound on what they believe: one fault in a thousand ejects (burnTarget 9999, burnRate 5, one witness)",
                setup -> setup.settings(Off::patience),
                List.of(
                        Claim.atMost("% unserved, of which 0.5 are poison", 0.6, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("attempts for each request", 1.02, Run::attemptsEach),
                        Claim.atMost(
                                "decisions in which eu-west-1 is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 900))));
    }

    static Scenario tenTimesTheEdges() {
        return new Scenario(
                "ten-times-the-edges",
                "Ten times the edges",
                "Twenty edges an origin instead of two, each with a tenth of the traffic; demand in eu-west-1 is 190 requests/s.",
                "every sender is heard and counts are added up, so that thin traffic is judged as a whole",
                setup -> setup.edgesPerOrigin(20).demand(Demand.steady(60, 190, 60)),
                "room for three edges only",
                setup -> setup.without(Mechanism.ROOM_FOR_ALL_SENDERS),
                List.of(
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(180, 900)),
                        Claim.within("% of the load in eu-west-1", 45, 60, run -> run.loadPercent(EU, 300, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(180, 900)),
                        Claim.atMost("ms over the optimum", 15, run -> run.millisOverOptimum(300, 900))));
    }

    static Scenario burst() {
        return new Scenario(
                "burst",
                "2.25x burst of 18 s",
                "Demand in eu-west-1 is 2.25 times the usual from 300 to 318 s: 225 requests/s where 200 can be served.",
                "queues carry the burst, and shares are not moved for what is over by then",
                setup -> setup.demand(demand -> demand.times(EU, 2.25, 300, 318)),
                "no pace and no smoothing",
                setup -> setup.settings(Off::pace),
                List.of(
                        Claim.atMost("% unserved from 290 to 360 s", 1, run -> run.unservedPercent(290, 360)),
                        Claim.atMost("% unserved after 330 s", 0.1, run -> run.unservedPercent(330, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(240, 900)),
                        Claim.atMost("points that eu-west-1's share moves", 3, run -> run.farthestMove(EU, 290, 420))));
    }

    static Scenario wrongCapacity() {
        return new Scenario(
                "capacity-wrong-tenfold",
                "Demand x3 with capacity wrong tenfold",
                "Operators say that eu-west-1 can serve 2 000 requests/s; it can serve 200. Demand there triples from 90 to 270 at 180 s.",
                "a region's 429s correct what was written down",
                setup -> setup.states(EU, 2_000)
                        .demand(Demand.steady(60, 90, 60))
                        .demand(demand -> demand.times(EU, 3, 180, 900)),
                "429s say nothing (rateLimitedFrom 10000)",
                setup -> setup.settings(Off::rateLimits),
                List.of(
                        Claim.atMost("% unserved after 300 s", 3, run -> run.unservedPercent(300, 900)),
                        Claim.atMost(
                                "decisions in which eu-west-1 is DOWN",
                                0,
                                run -> run.ledger().decisionsIn(EU, Health.DOWN)),
                        Claim.atLeast("requests/s served after 300 s", 375, run -> run.servedRps(300, 900))));
    }

    static Scenario coldStart() {
        return new Scenario(
                "cold-start",
                "Cold start",
                "A new installation: no table, no reports, no memory of traffic, and all clients from the first second on.",
                "the first decision is by weight, and paced steps lead from it to what is nearest",
                setup -> setup.demand(Demand.steady(90, 90, 90)),
                "shares do not move (paceGain 1, paceRise 1, paceSkip 10000)",
                setup -> setup.settings(Off::movement),
                List.of(
                        Claim.atMost("% unserved from the first second on", 0.1, run -> run.unservedPercent(0, 900)),
                        // Of 560 requests/s it can serve 160.
                        Claim.atMost("seconds in which no region has a share", 0, run -> run.secondsToShare(AP, 0, 28)),
                        Claim.atMost("ms over the optimum after 240 s", 15, run -> run.millisOverOptimum(240, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(0, 900))));
    }
}
