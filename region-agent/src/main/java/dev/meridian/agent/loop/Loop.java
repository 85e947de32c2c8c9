package dev.meridian.agent.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a step on a virtual thread of its own, until it is closed. */
public final class Loop implements AutoCloseable {
    /** The pause after a bug in a step: short enough to go on observing, long enough not to burn a core. */
    static final Duration PAUSE_AFTER_BUG = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final Step step;
    private final Pause pause;
    private final Runnable onBug;
    private final Thread thread;
    private @Nullable String lastBug;

    private Loop(String name, Step step, Pause pause, Runnable onBug) {
        this.name = name;
        this.step = step;
        this.pause = pause;
        this.onBug = onBug;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
    }

    /**
     * Starts a loop.
     *
     * @param onBug called after a step ended with an unexpected exception or error
     */
    public static Loop start(String name, Step step, Pause pause, Runnable onBug) {
        Loop loop = new Loop(name, step, pause, onBug);
        loop.thread.start();
        return loop;
    }

    /** Interrupts the step or the pause under way; returns at once. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /** Whether it still repeats. */
    boolean running() {
        return thread.isAlive();
    }

    private void repeat() {
        try {
            while (true) {
                pause.await(round());
            }
        } catch (InterruptedException _) {
            log.debug("loop {} ends", name);
        }
    }

    private Duration round() throws InterruptedException {
        try {
            Duration next = step.run();
            lastBug = null;
            return next;
        } catch (RuntimeException | Error e) {
            report(e);
            return PAUSE_AFTER_BUG;
        }
    }

    private void report(Throwable bug) {
        onBug.run();
        if (!bug.toString().equals(lastBug)) {
            lastBug = bug.toString();
            log.error("loop {} goes on after a bug in its step", name, bug);
        }
    }
}
