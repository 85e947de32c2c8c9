package dev.meridian.scenarios.story;

import java.util.List;

/** The scenarios in their order. */
public final class AllScenarios {
    private AllScenarios() {}

    /** All of them; the place in the list is the number. */
    public static List<Scenario> list() {
        return List.of(
                Losses.regionKill(),
                Losses.tooLittleLeft(),
                Overloads.sawtooth(),
                Silences.oneRegionSilent(),
                Silences.allSilent(),
                Silences.lyingProber(),
                Overloads.grey(),
                Overloads.fast429(),
                Drains.slowUndrain(),
                Drains.drainEverything(),
                Drains.forgottenDrain(),
                Drains.drainDuringOutage(),
                Leaders.twoLeaders(),
                Leaders.cleanupRace(),
                Leaders.malformedTables(),
                Leaders.canary(),
                Leaders.storeAway(),
                Leaders.storeBackwards(),
                Silences.massRestart(),
                Silences.cutOff(),
                Losses.heal(),
                Drains.stickyResolvers(),
                Silences.allUnhealthy(),
                Losses.weightsWithRegionDown(),
                Losses.regionAndController(),
                Overloads.split(),
                Overloads.poison(),
                Overloads.tenTimesTheEdges(),
                Overloads.burst(),
                Leaders.partialPublish(),
                Losses.twoOfThree(),
                Overloads.coldStart(),
                Overloads.wrongCapacity(),
                Leaders.clockSteps());
    }
}
