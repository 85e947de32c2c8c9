package dev.meridian.scenarios.world;

import dev.meridian.routing.decision.Decision;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of decisions, by the contract of the controller's clock: it goes on by the monotonic clock and makes up for
 * what the wall clock has stepped by with one second in twenty. Where that is off it is the wall clock.
 */
final class ModelClock {
    private static final int SLEW = 20;

    private final boolean steady;
    private Instant now;
    private int readAt;

    ModelClock(boolean steady, Instant wall, int second, @Nullable Decision last) {
        this.steady = steady;
        this.now = last != null && last.decidedAt().isAfter(wall) ? last.decidedAt() : wall;
        this.readAt = second;
    }

    Instant read(Instant wall, int second) {
        if (!steady) {
            return wall;
        }
        Duration passed = Duration.ofSeconds(second - readAt);
        Instant straight = now.plus(passed);
        Duration behind = Duration.between(straight, wall);
        Duration most = passed.dividedBy(SLEW);
        Duration slewed = behind.compareTo(most) > 0 ? most : behind;
        slewed = slewed.compareTo(most.negated()) < 0 ? most.negated() : slewed;
        now = straight.plus(slewed);
        readAt = second;
        return now;
    }
}
