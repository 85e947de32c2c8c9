package dev.meridian.routing.decision;

import java.time.Duration;

/**
 * A message and how much it counts.
 *
 * @param trust by its age, in basis points, 1 to 10 000
 * @param age how long ago it arrived
 */
record Heard<T>(T message, int trust, Duration age) {
    /** Whether it arrived since the decision before, or there was none. */
    boolean isNew(Inputs inputs, Duration elapsed) {
        return inputs.previous() == null || age.compareTo(elapsed) < 0;
    }
}
