package dev.meridian.routing.decision;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is remembered of a region's live traffic.
 *
 * @param slots attempts and faults of the last five minutes, the newest first
 * @param admitted the part of its capacity that a region has which answers 429
 * @param limited whether it answered 429 too often when it was heard last
 * @param servedMilliRps what it serves well, smoothed, in 1/1000 requests/s
 * @param provenMilliRps the most of that of late: it can serve that, whatever operators said
 * @param newer times to first content since {@code newerSince}
 * @param older those of the window before
 * @param newerSince when the newer window began
 */
public record TrafficMemory(
        List<TrafficSlot> slots,
        BasisPoints admitted,
        boolean limited,
        long servedMilliRps,
        long provenMilliRps,
        LatencyHistogram newer,
        LatencyHistogram older,
        Instant newerSince) {
    /** Copies its list. */
    public TrafficMemory {
        slots = List.copyOf(slots);
    }

    /** Of a region that nothing was sent to yet. */
    static TrafficMemory none(Instant at) {
        return new TrafficMemory(
                List.of(), BasisPoints.WHOLE, false, 0, 0, LatencyHistogram.empty(), LatencyHistogram.empty(), at);
    }

    /** The same so much earlier. */
    TrafficMemory earlier(Duration by) {
        return new TrafficMemory(
                slots.stream().map(slot -> slot.earlier(by)).toList(),
                admitted,
                limited,
                servedMilliRps,
                provenMilliRps,
                newer,
                older,
                newerSince.minus(by));
    }

    /** The times to first content of both windows. */
    LatencyHistogram firstContent() {
        return newer.plus(older);
    }
}
