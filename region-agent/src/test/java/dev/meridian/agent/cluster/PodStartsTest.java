package dev.meridian.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodStartsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final PodStarts starts = new PodStarts(LIMIT);

    @Test
    void podThatWasNeverReadyIsStartingUntilTheLimit() {
        assertThat(starts.starting(pod(false, 0), 0)).isTrue();
        assertThat(starts.starting(pod(false, 0), LIMIT.toNanos() - 1)).isTrue();
        assertThat(starts.starting(pod(false, 0), LIMIT.toNanos())).isFalse();
    }

    @Test
    void podThatWasReadyDoesNotStartAgain() {
        starts.starting(pod(true, 0), 0);

        assertThat(starts.starting(pod(false, 0), 1)).isFalse();
    }

    @Test
    void podThatIsRestartedFails() {
        assertThat(starts.starting(pod(false, 1), 0)).isFalse();
    }

    @Test
    void podThatWaitedForItsNodeHasTheWholeLimitFromThenOn() {
        PodState waiting = new PodState("uid", null, null, false, false, false, true, 0, null);
        starts.starting(waiting, 0);
        long scheduled = LIMIT.toNanos() + 1;

        assertThat(starts.starting(pod(false, 0), scheduled)).isTrue();
        assertThat(starts.starting(pod(false, 0), scheduled + LIMIT.toNanos())).isFalse();
    }

    @Test
    void podThatIsGoneIsForgotten() {
        starts.starting(pod(true, 0), 0);
        starts.retain(Set.of());

        assertThat(starts.starting(pod(false, 0), 1)).isTrue();
    }

    private static PodState pod(boolean ready, int restarts) {
        return new PodState("uid", "node-1", "127.0.0.2", ready, false, false, false, restarts, null);
    }
}
