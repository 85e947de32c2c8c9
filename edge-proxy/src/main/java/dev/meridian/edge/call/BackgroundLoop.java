package dev.meridian.edge.call;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step again and again, on a virtual thread of its own, until it is stopped. Started and stopped by one thread. */
public final class BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);

    /** What is repeated; it waits by itself where it should, and leaves by an interruption. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    private final String name;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param name the thread's, for people */
    public BackgroundLoop(String name) {
        this.name = name;
    }

    public void start(Step step) {
        running = true; // before the thread asks
        thread = Thread.ofVirtual().name(name).start(() -> repeat(step));
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

    private void repeat(Step step) {
        try {
            while (running) {
                step.run();
            }
        } catch (InterruptedException e) {
            LOG.debug("{} stops", name, e);
        }
    }
}
