package dev.meridian.conformance;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Need;
import dev.meridian.conformance.check.CaseFailed;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs cases, each on a thread of its own so that one that hangs ends. Confined to one thread. */
final class Run implements AutoCloseable {
    /** The longest case, a region away for 60 s and back within 35, and its start. */
    static final Duration LONGEST_CASE = Duration.ofMinutes(4);

    private final Stages stages;
    private final Map<Case, FutureTask<Verdict>> begun = new HashMap<>();

    /** Those that run in the background begin now. */
    Run(List<Case> cases, Stages stages) {
        this.stages = stages;
        stages.announce(cases);
        cases.stream().filter(Case::background).forEach(this::begin);
    }

    /** Runs a case, or waits for it if it runs already. */
    Verdict verdict(Case of) throws InterruptedException {
        FutureTask<Verdict> task = begin(of);
        try {
            return task.get(LONGEST_CASE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Verdict.Failed("expected an end within " + LONGEST_CASE.toSeconds() + " s, there is none");
        } catch (ExecutionException e) {
            throw new IllegalStateException("case " + of.number() + " cannot be run", e);
        }
    }

    @Override
    public void close() {
        begun.values().forEach(task -> task.cancel(true));
        stages.close();
    }

    private FutureTask<Verdict> begin(Case of) {
        return begun.computeIfAbsent(of, next -> {
            FutureTask<Verdict> task = new FutureTask<>(() -> run(next));
            Thread.ofVirtual().name("case-" + next.number()).start(task);
            return task;
        });
    }

    private Verdict run(Case of) {
        Need missing = stages.missing(of);
        if (missing != null) {
            return new Verdict.Skipped(missing);
        }
        try {
            of.body().run(stages.stage(of));
            return new Verdict.Passed();
        } catch (CaseFailed e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.Failed("it was interrupted");
        } catch (SocketTimeoutException e) {
            return new Verdict.Failed("expected something on the connection, saw silence for 45 s");
        } catch (Exception e) {
            // A connection that breaks where a case expects an answer, most often; the case's own bugs too.
            return new Verdict.Failed("expected answers, saw " + e);
        } finally {
            stages.over(of);
        }
    }
}
