package dev.meridian.agent.report;

import dev.meridian.agent.loop.Backoff;
import dev.meridian.agent.loop.ChangeLog;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.summary.RegionSummary;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.RegionReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * Closes an interval after the other and sends their reports.
 *
 * <p>Intervals are independent: the counts of one that could not be sent are dropped, not carried into the next. The
 * controller weighs evidence by its age, so old counts in a new report would pass an outage that is over for one that
 * goes on. A gap in the sequence shows that reports are missing.
 *
 * <p>{@link #closeInterval} and {@link #sendNewest} are the steps of two loops, one thread each.
 */
public final class Reporter {
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    /** However long the interval: a controller that is back is to hear of it within this. */
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private static final Duration AT_ONCE = Duration.ZERO;

    private final RegionSummary summary;
    private final String name;
    private final String bootId;
    private final ReportSender sender;
    private final Duration interval;
    private final Jitter jitter;
    private final Backoff backoff;
    private final Outbox outbox = new Outbox();
    private final ChangeLog changes = new ChangeLog("reports to the controller");
    private final Counter accepted;
    private final Counter refused;
    private final Counter dropped;
    private final Counter failures;
    private long sequence;
    private boolean started;

    /**
     * A reporter of one boot.
     *
     * @param name the agent's
     * @param bootId new at every start
     */
    public Reporter(
            RegionSummary summary,
            String name,
            String bootId,
            ReportSender sender,
            Duration interval,
            Jitter jitter,
            MeterRegistry meters) {
        this.summary = summary;
        this.name = name;
        this.bootId = bootId;
        this.sender = sender;
        this.interval = interval;
        this.jitter = jitter;
        this.backoff = new Backoff(FIRST_BACKOFF, backoffCap(interval), jitter);
        this.accepted = meters.counter("meridian.agent.reports", "outcome", "accepted");
        this.refused = meters.counter("meridian.agent.reports", "outcome", "refused");
        this.dropped = meters.counter("meridian.agent.reports", "outcome", "dropped");
        this.failures = meters.counter("meridian.agent.report.failures");
    }

    /** Closes the interval; the first call only marks the start of the first one. */
    public Duration closeInterval() {
        if (started) {
            RegionReport report = summary.close(new Sender(name, bootId, ++sequence));
            if (outbox.put(report)) {
                dropped.increment();
            }
        }
        started = true;
        return jitter.around(interval);
    }

    /** Waits for a report and sends it once. */
    public Duration sendNewest() throws InterruptedException {
        RegionReport report = outbox.take();
        return switch (sender.send(report)) {
            case Delivery.Accepted _ -> {
                accepted.increment();
                changes.good("ACCEPTED", "sequence " + report.sender().sequence());
                backoff.reset();
                yield AT_ONCE;
            }
            case Delivery.Refused(int status, String reason) -> {
                refused.increment();
                changes.bad("REFUSED " + status, reason);
                backoff.reset();
                yield AT_ONCE;
            }
            case Delivery.Failed(String reason) -> {
                failures.increment();
                changes.bad("FAILING", reason);
                keepIfNewest(report);
                yield backoff.next();
            }
        };
    }

    private void keepIfNewest(RegionReport report) {
        if (!outbox.putBack(report)) {
            dropped.increment();
        }
    }

    /**
     * Twice the interval: under full jitter that is one attempt an interval on average, the load the controller is made
     * for anyway.
     */
    private static Duration backoffCap(Duration interval) {
        Duration twice = interval.multipliedBy(2);
        return twice.compareTo(MAX_BACKOFF) < 0 ? twice : MAX_BACKOFF;
    }
}
