package dev.meridian.routing.decision;

import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.BasisPoints;
import java.util.List;

/**
 * Who is heard, and how much.
 *
 * @param reports those that count at all
 * @param observations those that count at all
 * @param senders how many senders there are, the late ones included, the forgotten ones not
 * @param late how many of them have been silent for longer than full trust lasts
 * @param wasHeard whether anybody was heard before, so that there is something to keep
 * @param freezeAbove the part of the senders that may be late, in basis points
 */
record Trust(
        List<Heard<RegionReport>> reports,
        List<Heard<EdgeObservation>> observations,
        int senders,
        int late,
        boolean wasHeard,
        int freezeAbove) {
    /**
     * Whether so many are silent together that the network or the controller is at fault: then nothing automatic
     * happens, while operators are still obeyed.
     */
    boolean frozen() {
        return mostFellSilent() || nobodyIsHeard();
    }

    boolean mostFellSilent() {
        return (long) late * BasisPoints.ONE > (long) senders * freezeAbove;
    }

    /** However long ago all of them fell silent; never where the settings say that no silence freezes the table. */
    boolean nobodyIsHeard() {
        return wasHeard && freezeAbove < BasisPoints.ONE && reports.isEmpty() && observations.isEmpty();
    }
}
