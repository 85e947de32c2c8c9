package dev.meridian.simulator.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bounds of times in faults. */
final class Durations {
    private Durations() {}

    /** @throws IllegalArgumentException if the time is negative or longer than the longest delay */
    static void require(String name, @Nullable Duration time) {
        if (time != null && (time.isNegative() || time.compareTo(Fault.MAX_DELAY) > 0)) {
            throw new IllegalArgumentException(
                    name + " " + time.toMillis() + "ms must be 0 to " + Fault.MAX_DELAY.toMinutes() + "m");
        }
    }

    static long nanos(@Nullable Duration time) {
        return time == null ? 0 : time.toNanos();
    }
}
