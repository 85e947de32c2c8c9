package dev.meridian.controller.decision;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The one thread that decides: every interval, and at once when it is woken. Decides first before requests are taken. */
public final class DecisionThread implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DecisionThread.class);

    /** How long the start waits for the first decision, and the stop for the last one. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Decisions decisions;
    private final Runnable before;
    private final Wakeups wakeups;
    private final Duration interval;
    private final LongSupplier nanoClock;
    private volatile @Nullable Thread thread;

    /** @param before what is done before each decision; throws nothing */
    public DecisionThread(
            Decisions decisions, Runnable before, Wakeups wakeups, Duration interval, LongSupplier nanoClock) {
        this.decisions = decisions;
        this.before = before;
        this.wakeups = wakeups;
        this.interval = interval;
        this.nanoClock = nanoClock;
    }

    @Override
    public void start() {
        CountDownLatch decidedOnce = new CountDownLatch(1);
        Thread started = Thread.ofPlatform().name("decision").daemon().unstarted(() -> run(decidedOnce));
        thread = started;
        started.start();
        try {
            if (!decidedOnce.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("the first decision takes longer than {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        @Nullable Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        wakeups.wake();
        try {
            running.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server's, so that there is a table when the first caller comes. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run(CountDownLatch decidedOnce) {
        long nextNanos = nanoClock.getAsLong();
        try {
            do {
                prepare();
                decisions.decide();
                decidedOnce.countDown();
                long now = nanoClock.getAsLong();
                while (nextNanos - now <= 0) {
                    nextNanos += interval.toNanos();
                }
                wakeups.await(Duration.ofNanos(nextNanos - now));
            } while (thread == Thread.currentThread());
        } catch (InterruptedException e) {
            log.debug("the decision thread was interrupted");
        }
    }

    /** Without this thread no decision would ever be made again. */
    private void prepare() {
        try {
            before.run();
        } catch (RuntimeException | Error e) {
            log.error("what comes before a decision failed by a bug", e);
        }
    }
}
