package dev.meridian.demo.traffic;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/** The newest samples, and how many requests were lost or failed in all. Thread-safe. */
public final class TrafficLog {
    /** At the default rate the samples of more than ten minutes. */
    static final int MAX_SAMPLES = 20_000;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private long served;
    private long lost;
    private long failed;
    private long heldBack;

    /** How all requests since the start have ended. */
    public record Totals(long served, long lost, long failed, long heldBack) {}

    synchronized void add(Sample sample) {
        switch (sample.outcome()) {
            case Outcome.Served _ -> served++;
            case Outcome.Lost _ -> lost++;
            case Outcome.Failed _ -> failed++;
        }
        if (samples.size() == MAX_SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    synchronized void heldBack() {
        heldBack++;
    }

    /** The totals as of now. */
    public synchronized Totals totals() {
        return new Totals(served, lost, failed, heldBack);
    }

    /** The requests that have ended and began at or after the time. */
    public List<Sample> begunSince(long nanos) {
        return select(sample -> sample.beganNanos() - nanos >= 0);
    }

    /** The requests that ended at or after the time. */
    public List<Sample> endedSince(long nanos) {
        return select(sample -> sample.endedNanos() - nanos >= 0);
    }

    private synchronized List<Sample> select(Predicate<Sample> wanted) {
        return samples.stream().filter(wanted).toList();
    }
}
