package dev.meridian.routing.decision;

import dev.meridian.routing.table.BasisPoints;

/**
 * One step on the way to a share. The reasons of a share stand in the order of the stages, and each one's
 * {@code before} is the {@code after} of the one above it.
 *
 * @param stage the stage's name: weight, health, ramp, latency, load, pace, guard
 * @param before the share before the step
 * @param after the share after the step
 * @param because why, with the numbers
 */
public record Reason(String stage, BasisPoints before, BasisPoints after, String because) {
    /** Such as {@code health 35.71 % -> 21.74 %: DEGRADED, score 50.00 %}. */
    @Override
    public String toString() {
        return stage + " " + before + " -> " + after + ": " + because;
    }
}
