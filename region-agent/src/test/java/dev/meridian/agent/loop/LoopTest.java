package dev.meridian.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoopTest {
    private final Semaphore ticks = new Semaphore(0);
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final AtomicInteger bugs = new AtomicInteger();

    private final Pause byHand = time -> {
        pauses.add(time);
        ticks.acquire();
    };

    @Test
    void stepIsRepeatedAfterThePauseItAskedFor() throws InterruptedException {
        List<Integer> steps = new CopyOnWriteArrayList<>();
        Step step = () -> {
            steps.add(steps.size());
            return Duration.ofSeconds(steps.size());
        };
        try (Loop _ = Loop.start("test", step, byHand, bugs::incrementAndGet)) {
            assertThat(pauses.take()).isEqualTo(Duration.ofSeconds(1));
            ticks.release();
            assertThat(pauses.take()).isEqualTo(Duration.ofSeconds(2));
            assertThat(steps).containsExactly(0, 1);
        }
    }

    @Test
    @Timeout(20)
    void bugsInAStepAreCountedAndTheNextStepRuns() throws InterruptedException {
        AtomicInteger steps = new AtomicInteger();
        Step step = () -> {
            return switch (steps.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("a bug of the test's own");
                case 2 -> throw new AssertionError("another one");
                default -> Duration.ZERO;
            };
        };
        try (Loop _ = Loop.start("test", step, byHand, bugs::incrementAndGet)) {
            assertThat(pauses.take()).isEqualTo(Loop.PAUSE_AFTER_BUG);
            ticks.release();
            assertThat(pauses.take()).isEqualTo(Loop.PAUSE_AFTER_BUG);
            ticks.release();
            assertThat(pauses.take()).isEqualTo(Duration.ZERO);
            assertThat(bugs).hasValue(2);
        }
    }

    @Test
    void closedLoopEnds() throws InterruptedException {
        Loop loop = Loop.start("test", () -> Duration.ofDays(1), byHand, bugs::incrementAndGet);
        pauses.take();

        loop.close();

        await().until(() -> !loop.running());
        assertThat(bugs).hasValue(0);
    }

    @Test
    void pausesDoubleUpToTheCapAndStartAgainAfterASuccess() {
        Jitter most = new Jitter(new Random() {
            @Override
            public double nextDouble() {
                return 1;
            }
        });
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), most);

        assertThat(List.of(
                        backoff.next(), backoff.next(), backoff.next(), backoff.next(), backoff.next(), backoff.next()))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
    }
}
