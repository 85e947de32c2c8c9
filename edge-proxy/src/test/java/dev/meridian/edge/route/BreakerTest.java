package dev.meridian.edge.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.edge.settings.BreakerSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicReference<BreakerSettings> settings =
            new AtomicReference<>(new BreakerSettings(true, 5, Duration.ofSeconds(1), 3));
    private final Breaker breaker = new Breaker("test", settings::get);

    @Test
    void opensAtTheFailuresInARowThatAreSet() {
        fail(4);
        breaker.works(breaker.tryEnter(), 1);
        fail(4);
        assertThat(breaker.isOpen()).isFalse();
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.tryEnter()).isEqualTo(Breaker.REFUSED);
        assertThat(breaker.opensAgainIn(System.nanoTime())).isPositive();
    }

    @Test
    void opensWhereHalfOfTheLatestAttemptsFail() {
        for (int i = 0; i < 10; i++) {
            breaker.works(breaker.tryEnter(), 1);
            assertThat(breaker.isOpen()).isFalse();
            fail(1);
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void rateIsOfTheLatestAttemptsHoweverManyWorkedBefore() {
        for (int round = 0; round < 50; round++) {
            fail(2);
            succeed(3); // 40 %
        }
        succeed(1_000);
        for (int round = 0; round < 3; round++) {
            fail(3);
            succeed(1);
            assertThat(breaker.isOpen()).as("9 of 20 at most").isFalse();
        }
        fail(1);
        assertThat(breaker.isOpen()).as("10 of 20").isTrue();
    }

    @Test
    void letsExactlyTheProbesThatAreSetThroughAndClosesAfterThem() {
        fail(5);
        int[] probes = probes();
        assertThat(probes).doesNotContain(Breaker.REFUSED).hasSize(3);
        assertThat(breaker.tryEnter()).isEqualTo(Breaker.REFUSED);
        for (int probe : probes) {
            breaker.works(probe, 1);
        }
        assertThat(breaker.tryEnter()).isNotEqualTo(Breaker.REFUSED);
    }

    /** A pass that counts for nothing would be a probe that never tells what it has shown. */
    @Test
    void everyProbeCountsHoweverManyThreadsAskForTheFirst() throws Exception {
        settings.set(new BreakerSettings(true, 1, Duration.ofMillis(1), 3));
        int threads = 4;
        CyclicBarrier turn = new CyclicBarrier(threads);
        try (ExecutorService asking = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < 2_000; round++) {
                fail(1);
                Callable<Boolean> asker = () -> {
                    turn.await(20, TimeUnit.SECONDS);
                    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                    int pass = breaker.tryEnter();
                    while (pass == Breaker.REFUSED && System.nanoTime() < end) {
                        pass = breaker.tryEnter();
                    }
                    breaker.works(pass, 1);
                    return pass != Breaker.REFUSED;
                };
                for (Future<Boolean> asked : asking.invokeAll(Collections.nCopies(threads, asker))) {
                    assertThat(asked.get()).as("let in, in round " + round).isTrue();
                }
                assertThat(breaker.gauge(System.nanoTime()))
                        .as("closed, in round " + round)
                        .isZero();
            }
        }
    }

    @Test
    void probesThatFailOpenItAgain() {
        fail(5);
        for (int probe : probes()) {
            breaker.fails(probe, 1);
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void attemptThatWorksSoFarShowsNothingUntilItsEnd() {
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.isOpen()).isFalse();
            int pass = breaker.tryEnter();
            assertThat(breaker.worksSoFar(pass, 1)).isFalse();
            breaker.fails(pass, 1);
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void probesThatWorkSoFarCloseIt() {
        fail(5);
        for (int probe : probes()) {
            assertThat(breaker.worksSoFar(probe, 1)).isTrue();
        }
        assertThat(breaker.gauge(System.nanoTime())).isZero();
    }

    @Test
    void lateAnswerFromBeforeItOpenedChangesNothing() {
        int early = breaker.tryEnter();
        int another = breaker.tryEnter();
        fail(5);
        int[] probes = probes();
        breaker.works(early, 1);
        breaker.fails(another, 1);
        breaker.leave(early);
        assertThat(breaker.tryEnter()).as("all probes are out").isEqualTo(Breaker.REFUSED);
        breaker.leave(probes[0]);
        assertThat(breaker.tryEnter()).as("one came back").isNotEqualTo(Breaker.REFUSED);
    }

    @Test
    void disabledItLetsEverythingThrough() {
        settings.set(new BreakerSettings(false, 5, Duration.ofSeconds(30), 3));
        fail(50);
        assertThat(breaker.tryEnter()).isNotEqualTo(Breaker.REFUSED);
    }

    @Test
    void changedSettingsApplyAtOnceAndToWhatIsUnderWayNotAtAll() {
        int early = breaker.tryEnter();
        settings.set(new BreakerSettings(true, 1, Duration.ofSeconds(30), 3));
        int late = breaker.tryEnter();
        breaker.fails(early, 1);
        assertThat(breaker.isOpen()).isFalse();
        breaker.fails(late, 1);
        assertThat(breaker.isOpen()).isTrue();
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            breaker.works(breaker.tryEnter(), 1);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.fails(breaker.tryEnter(), 1);
        }
    }

    /** Waits until the breaker lets probes through, and takes three. */
    private int[] probes() {
        AtomicReference<Integer> first = new AtomicReference<>(Breaker.REFUSED);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            first.set(breaker.tryEnter());
            return first.get() != Breaker.REFUSED;
        });
        return new int[] {first.get(), breaker.tryEnter(), breaker.tryEnter()};
    }
}
