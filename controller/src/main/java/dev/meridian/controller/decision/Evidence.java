package dev.meridian.controller.decision;

import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.report.LatestMessages;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import org.jspecify.annotations.Nullable;

/** Gathers what a decision depends on. */
public record Evidence(
        Regions regions,
        Intents intents,
        Holds holds,
        LatestMessages<RegionReport> reports,
        LatestMessages<EdgeObservation> observations) {
    Inputs gather(long epoch, @Nullable Decision previous) {
        return new Inputs(
                epoch,
                regions.specs(),
                intents.effective(),
                regions.residency(),
                holds.active(),
                intents.activeDrains(),
                reports.latest(),
                observations.latest(),
                previous);
    }

    /** Ends the drains, pins and freezes whose time is over. */
    public void endExpired() {
        intents.endExpired();
        holds.endExpired();
    }
}
