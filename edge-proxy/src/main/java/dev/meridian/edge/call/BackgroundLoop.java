package dev.meridian.edge.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** One step again and again, on a virtual thread of its own, until it is stopped. Started and stopped by one thread. */
public final class BackgroundLoop {
    /** Spring's phase of what has a loop: it starts before the server, which goes by it, and stops after its last request. */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1;

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);

    /** What is repeated; it leaves by an interruption. */
    @FunctionalInterface
    public interface Step {
        /** Runs once, and returns how long to wait before the next time. */
        Duration run() throws InterruptedException;
    }

    private final String name;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param name the thread's, for people */
    public BackgroundLoop(String name) {
        this.name = name;
    }

    /** Runs the step after the delay, and then again and again. */
    public void start(Duration delay, Step step) {
        running = true; // before the thread asks
        thread = Thread.ofVirtual().name(name).start(() -> repeat(delay, step));
    }

    /** Interrupts the step. Idempotent, and without effect before the start. */
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    public boolean isRunning() {
        return running;
    }

    private void repeat(Duration delay, Step step) {
        try {
            Duration pause = delay;
            while (running) {
                Thread.sleep(pause); // the loop's pace; stop() interrupts it
                pause = step.run();
            }
        } catch (InterruptedException e) {
            LOG.debug("{} stops", name, e);
        }
    }
}
