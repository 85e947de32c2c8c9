package dev.meridian.scenarios.story;

import static dev.meridian.scenarios.world.Place.EU;
import static dev.meridian.scenarios.world.Place.US;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.scenarios.world.Mechanism;
import dev.meridian.scenarios.world.Place;
import java.time.Duration;
import java.util.List;

/** Operators empty regions. */
final class Drains {
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private Drains() {}

    static Scenario slowUndrain() {
        return new Scenario(
                "slow-undrain",
                "Slow undrain",
                "An emergency drain empties eu-west-1 at 120 s; it ends at 300 s, when the region is cold: it can serve 10 %, and all after three minutes.",
                "an undrained region starts at 5 % and ramps over three minutes, watched",
                setup -> setup.at(120, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS))
                        .at(300, world -> {
                            world.undrain("d1");
                            world.region(EU).reviveCold(0.1, 180);
                        }),
                "no ramp (rampStart 10000, rampDuration 0)",
                setup -> setup.settings(Off::ramp),
                List.of(
                        Claim.atMost(
                                "seconds until 90 % of the load is away", 10, run -> run.secondsToEmpty(EU, 120, 0.1)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost(
                                "points that eu-west-1 gains in 30 s", 15, run -> run.fastestRise(EU, 30, 300, 900)),
                        Claim.atMost("seconds until its share is back", 360, run -> run.secondsToShare(EU, 300, 33.3)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 900))));
    }

    static Scenario drainEverything() {
        return new Scenario(
                "drain-of-everything",
                "Drain of everything",
                "Operators drain one region after another, 30 s apart, until none is left; the last one against the refusal, by override.",
                "where operators leave no region at all the previous shares stand, and a drained region serves what it is sent",
                setup -> setup.at(120, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS))
                        .at(150, world -> world.drain("d2", US, DrainMode.EMERGENCY, TWO_HOURS))
                        .at(
                                155,
                                world -> Place.ALL.forEach(one -> {
                                    if (!one.equals(EU) && !one.equals(US)) {
                                        world.drain("d3", one, DrainMode.EMERGENCY, TWO_HOURS);
                                    }
                                }))
                        .at(180, world -> {
                            world.undrain("d1");
                            world.undrain("d2");
                        })
                        .demand(demand -> demand.times(0.5, 0, 900)),
                "edges refuse what would go to a drained region",
                setup -> setup.without(Mechanism.DRAINED_STILL_SERVES),
                List.of(
                        Claim.atMost("% unserved from 120 to 190 s", 0.5, run -> run.unservedPercent(120, 190)),
                        Claim.atMost("% unserved after 240 s", 0.1, run -> run.unservedPercent(240, 900))));
    }

    static Scenario forgottenDrain() {
        return new Scenario(
                "forgotten-drain",
                "Forgotten drain",
                "A graceful drain of eu-west-1 begins at 120 s for five minutes, and nobody ends it.",
                "every drain ends by itself, and its end is a ramp",
                setup -> setup.at(120, world -> world.drain("d1", EU, DrainMode.GRACEFUL, Duration.ofMinutes(5))),
                "the drain lasts for 72 h",
                setup -> setup.at(121, world -> {
                    world.undrain("d1");
                    world.drain("d2", EU, DrainMode.GRACEFUL, Duration.ofDays(3));
                }),
                List.of(
                        Claim.atMost(
                                "seconds until 90 % of the load is away", 120, run -> run.secondsToEmpty(EU, 120, 0.1)),
                        Claim.atMost(
                                "seconds from its end until the share is back",
                                300,
                                run -> run.secondsToShare(EU, 420, 33.3)),
                        Claim.atMost(
                                "points that eu-west-1 gains in 30 s", 15, run -> run.fastestRise(EU, 30, 400, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 900)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900))));
    }

    static Scenario drainDuringOutage() {
        return new Scenario(
                "drain-during-an-outage",
                "Drain during an outage",
                "us-west-2 dies at 120 s; at 240 s an operator drains eu-west-1 at once, by override. ap-southeast-1 alone can serve 57 % of the demand.",
                "a human's drain goes before the optimum, and what is left is not drowned: the rest is refused by name",
                setup -> setup.at(120, world -> world.region(US).die())
                        .at(240, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS)),
                "no capacity is given, so that nobody knows what is too much",
                setup -> setup.statesNothing(),
                List.of(
                        Claim.atMost(
                                "seconds until 90 % of eu-west-1's load is away",
                                10, run -> run.secondsToEmpty(EU, 240, 0.1)),
                        Claim.atMost(
                                "% of the shares for eu-west-1 after 260 s", 0, run -> run.sharePercent(EU, 260, 900)),
                        Claim.atLeast("requests/s served after 300 s", 140, run -> run.servedRps(300, 900)),
                        Claim.atMost("% let in and failed after 300 s", 2, run -> run.failedPercent(300, 900))));
    }

    static Scenario stickyResolvers() {
        return new Scenario(
                "resolvers-that-ignore-ttl",
                "Resolvers that ignore TTL",
                "An emergency drain empties eu-west-1 at 120 s, and DNS sends its clients to us-west-2 within a TTL of 60 s; 30 % of them never heed it.",
                "edges carry on whoever comes to them, by the table: a drain does not depend on DNS",
                setup -> setup.at(120, world -> world.drain("d1", EU, DrainMode.EMERGENCY, TWO_HOURS))
                        .demand(demand -> demand.resolvedAway(EU, US, 120, 60, 0.3)),
                "the drained region's edges hear nothing of the drain, as where DNS alone is the drain",
                setup -> setup.at(119, world -> world.controllers().getFirst().cutOff(EU)),
                List.of(
                        Claim.atMost(
                                "seconds until 90 % of eu-west-1's load is away",
                                10, run -> run.secondsToEmpty(EU, 120, 0.1)),
                        Claim.atMost("% of the load in eu-west-1 after 150 s", 0, run -> run.loadPercent(EU, 150, 900)),
                        Claim.atMost("% unserved", 0.1, run -> run.unservedPercent(60, 900)),
                        Claim.atMost("moves of a share", 2, run -> run.moves(60, 900))));
    }
}
