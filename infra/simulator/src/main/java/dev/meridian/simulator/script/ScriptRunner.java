package dev.meridian.simulator.script;

import dev.meridian.simulator.catalog.ModelCatalog;
import dev.meridian.simulator.fault.Faults;
import dev.meridian.simulator.server.Regions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs scripts, one at a time. Thread-safe. */
public final class ScriptRunner implements AutoCloseable {
    private final Faults faults;
    private final Regions regions;
    private final ModelCatalog models;
    private @Nullable Run run;

    public ScriptRunner(Faults faults, Regions regions, ModelCatalog models) {
        this.faults = faults;
        this.regions = regions;
        this.models = models;
    }

    /**
     * How far the last script is.
     *
     * @param steps it has
     * @param done of them that have been done
     * @param failed of them that could not be done
     * @param running whether there are more to do
     */
    public record Progress(int steps, int done, int failed, boolean running) {}

    private static final class Run {
        private final ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        private final int steps;
        private int done;
        private int failed;

        Run(int steps) {
            this.steps = steps;
        }
    }

    /**
     * Starts the script now; one still running is stopped where it is.
     *
     * @throws IllegalArgumentException if a step names a region without a port
     */
    public synchronized void start(Script script) {
        for (Step step : script.steps()) {
            requireRegion(step.refuse());
            requireRegion(step.accept());
        }
        close();
        Run started = new Run(script.steps().size());
        run = started;
        for (Step step : script.steps()) {
            var ignored = started.clock.schedule(
                    () -> perform(started, step), step.at().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** How far the last script is; null if there was none. */
    public synchronized @Nullable Progress progress() {
        if (run == null) {
            return null;
        }
        boolean running = !run.clock.isShutdown() && run.done + run.failed < run.steps;
        return new Progress(run.steps, run.done, run.failed, running);
    }

    /** Stops the running script; what its steps have done stays. */
    @Override
    public synchronized void close() {
        if (run != null) {
            run.clock.shutdownNow();
        }
    }

    private void requireRegion(@Nullable String region) {
        if (region != null) {
            regions.port(region);
        }
    }

    private void perform(Run current, Step step) {
        boolean done;
        try {
            perform(step);
            done = true;
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.err.println("simulator: script step at " + step.at() + " failed: " + e.getMessage());
            done = false;
        }
        synchronized (this) {
            current.done += done ? 1 : 0;
            current.failed += done ? 0 : 1;
        }
    }

    private void perform(Step step) {
        if (step.add() != null) {
            faults.add(step.add());
        } else if (step.remove() != null) {
            faults.remove(step.remove());
        } else if (step.refuse() != null) {
            regions.refuse(step.refuse());
        } else if (step.accept() != null) {
            regions.accept(step.accept());
        } else if (step.model() != null) {
            step.model().applyTo(models);
        } else {
            faults.clear();
        }
    }
}
