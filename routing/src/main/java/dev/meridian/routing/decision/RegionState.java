package dev.meridian.routing.decision;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;

/**
 * What the decision remembers of a region from one cycle to the next.
 *
 * @param health the state
 * @param since when that state began, in decision time
 * @param score how well it serves: 10 000 fully, in between in part, 0 if and only if it is down, drained or not; the last
 *     known where there is no live evidence
 * @param dial how much of its capacity it may be given: a recovered region's ramp, a draining region's way down
 * @param movedAt when the dial last moved, or would have but for what held it
 * @param badCycles cycles in a row whose evidence was bad
 * @param goodCycles cycles in a row whose evidence was good
 * @param countedAt when the cycles were last counted; the time of the first decision before they ever were
 * @param because the evidence in words, such as {@code agents 0/3 ready, live 41 % region faults}
 * @param flap how often it has come and gone lately
 * @param traffic what is remembered of its live traffic
 * @param part its part of all capacity as of the decision, in basis points
 */
public record RegionState(
        Health health,
        Instant since,
        BasisPoints score,
        BasisPoints dial,
        Instant movedAt,
        int badCycles,
        int goodCycles,
        Instant countedAt,
        String because,
        Flap flap,
        TrafficMemory traffic,
        BasisPoints part) {
    /** @throws IllegalArgumentException if a count is negative */
    public RegionState {
        if (badCycles < 0 || goodCycles < 0) {
            throw new IllegalArgumentException(
                    "badCycles " + badCycles + " and goodCycles " + goodCycles + " must not be negative");
        }
    }

    /** A state of which nothing but the evidence is remembered. */
    public RegionState(
            Health health,
            Instant since,
            BasisPoints score,
            BasisPoints dial,
            int badCycles,
            int goodCycles,
            Instant countedAt,
            String because) {
        this(
                health,
                since,
                score,
                dial,
                since,
                badCycles,
                goodCycles,
                countedAt,
                because,
                Flap.none(countedAt),
                TrafficMemory.none(countedAt),
                BasisPoints.ZERO);
    }

    /** The same state at the end of whatever ramp it is on, and of a region that has had no part yet. */
    RegionState settled() {
        return new RegionState(
                health,
                since,
                score,
                BasisPoints.WHOLE,
                movedAt,
                badCycles,
                goodCycles,
                countedAt,
                because,
                flap,
                traffic,
                BasisPoints.ZERO);
    }

    /** The same state with another part of all capacity. */
    RegionState withPart(BasisPoints other) {
        return new RegionState(
                health, since, score, dial, movedAt, badCycles, goodCycles, countedAt, because, flap, traffic, other);
    }

    /** The same state so much earlier. */
    RegionState earlier(Duration by) {
        return new RegionState(
                health,
                since.minus(by),
                score,
                dial,
                movedAt.minus(by),
                badCycles,
                goodCycles,
                countedAt.minus(by),
                because,
                flap.earlier(by),
                traffic.earlier(by),
                part);
    }
}
