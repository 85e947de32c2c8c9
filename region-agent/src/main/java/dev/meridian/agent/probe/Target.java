package dev.meridian.agent.probe;

import dev.meridian.agent.http.Answer;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.loop.ChangeLog;
import dev.meridian.routing.region.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;

/**
 * One thing to probe. At most one probe is under way.
 *
 * <p>Only an answer on a connection that was open before says how far the target is: a connect may be answered by
 * something near (a proxy, a load balancer, a sidecar). A probe that had to connect therefore asks once more.
 */
final class Target {
    /** What is read of an answer at most; what a probe wants is in its head. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private final HttpRequest request;
    private final IntPredicate succeeds;
    private final Duration timeout;
    private final Duration every;
    private final Exchanges exchanges;
    private final ChangeLog changes;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private long dueNanos;
    private boolean started;

    /**
     * A target that has not been probed yet.
     *
     * @param name begins the log lines about it
     * @param path under the endpoint's base path, with a leading slash
     * @param succeeds which statuses are the right ones
     * @param timeout for a whole probe
     * @param every the least time between two probes; zero if each cycle may probe
     */
    Target(
            String name,
            Endpoint endpoint,
            String path,
            IntPredicate succeeds,
            Duration timeout,
            Duration every,
            Exchanges exchanges) {
        this.request = HttpRequest.newBuilder(URI.create(endpoint + path)).GET().build();
        this.succeeds = succeeds;
        this.timeout = timeout;
        this.every = every;
        this.exchanges = exchanges;
        this.changes = new ChangeLog(name);
    }

    /**
     * Whether the caller may probe now; a caller that may must call {@link #release} afterwards. Only for the thread that
     * runs the cycles.
     */
    boolean acquire(long nowNanos) {
        boolean due = !started || nowNanos - dueNanos >= 0;
        if (!due || !underWay.compareAndSet(false, true)) {
            return false;
        }
        started = true;
        dueNanos = nowNanos + every.toNanos();
        return true;
    }

    void release() {
        underWay.set(false);
    }

    /** Probes, within the timeout; only between {@link #acquire} and {@link #release}. */
    ProbeOutcome probe() throws InterruptedException {
        ProbeOutcome outcome = exchange();
        switch (outcome) {
            case ProbeOutcome.Measured(Duration roundTrip) ->
                changes.good("ANSWERS", "round trip " + roundTrip.toMillis() + " ms");
            case ProbeOutcome.Answered _ -> changes.good("ANSWERS", "on a new connection only");
            case ProbeOutcome.Failed(String reason) -> changes.bad("FAILS", reason);
        }
        return outcome;
    }

    private ProbeOutcome exchange() throws InterruptedException {
        long start = System.nanoTime();
        try {
            Answer first = exchanges.send(request, timeout, MAX_BODY_BYTES);
            ProbeOutcome outcome = outcome(first);
            boolean askAgain = outcome instanceof ProbeOutcome.Answered && !saysClose(first);
            return askAgain ? again(timeout.minusNanos(System.nanoTime() - start)) : outcome;
        } catch (IOException e) {
            return new ProbeOutcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    /** The second exchange only measures: whether the target answers is known already. */
    private ProbeOutcome again(Duration timeLeft) throws InterruptedException {
        if (!timeLeft.isPositive()) {
            return new ProbeOutcome.Answered();
        }
        try {
            return outcome(exchanges.send(request, timeLeft, MAX_BODY_BYTES));
        } catch (IOException _) {
            return new ProbeOutcome.Answered();
        }
    }

    private ProbeOutcome outcome(Answer answer) {
        if (!succeeds.test(answer.status())) {
            return new ProbeOutcome.Failed("status " + answer.status());
        }
        return answer.reused() ? new ProbeOutcome.Measured(answer.toHead()) : new ProbeOutcome.Answered();
    }

    private static boolean saysClose(Answer answer) {
        return answer.headers()
                .firstValue("connection")
                .filter("close"::equalsIgnoreCase)
                .isPresent();
    }
}
