package dev.meridian.edge.observe;

import dev.meridian.routing.latency.LatencyRecorder;
import dev.meridian.routing.report.RegionTraffic;
import java.util.concurrent.atomic.LongAdder;

/** Counts the traffic to one region between two observations, and what runs there. Thread-safe. */
public final class TrafficRecorder {
    private final LongAdder requests = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder regionFaults = new LongAdder();
    private final LongAdder modelFaults = new LongAdder();
    private final LongAdder rateLimited = new LongAdder();
    private final LongAdder running = new LongAdder();
    private final LatencyRecorder firstContent = new LatencyRecorder();

    /** A client's request was sent to the region first. */
    public void request() {
        requests.increment();
    }

    /** The region begins to answer a client's request; {@link #leave} follows once. */
    public void enter() {
        running.increment();
    }

    /** The region has answered that request, or another one will. */
    public void leave() {
        running.decrement();
    }

    /** How many of the clients' requests the region is answering; while some begin and end it may be off by those, below 0 too. */
    public long running() {
        return running.sum();
    }

    /** An attempt ended with an answer, for whatever model. */
    public void answered(long firstContentNanos) {
        attempts.increment();
        firstContent.recordNanos(firstContentNanos);
    }

    /** An attempt failed by the region's fault. */
    public void regionFault() {
        attempts.increment();
        regionFaults.increment();
    }

    /** An attempt failed by a model's fault. */
    public void modelFault() {
        attempts.increment();
        modelFaults.increment();
    }

    /** An attempt was answered 429. */
    public void rateLimited() {
        attempts.increment();
        rateLimited.increment();
    }

    /** What was counted since the last call. */
    public RegionTraffic drain() {
        long region = regionFaults.sumThenReset();
        long model = modelFaults.sumThenReset();
        long limited = rateLimited.sumThenReset();
        long all = Math.max(attempts.sumThenReset(), region + model + limited);
        return new RegionTraffic(requests.sumThenReset(), all, region, model, limited, firstContent.drain());
    }
}
