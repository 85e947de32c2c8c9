package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the edges' observations say of one region, added up.
 *
 * @param attempts all attempts
 * @param faults those that failed by the region's fault
 * @param limited those that were answered 429
 * @param goodMilliRps how many were served well, in 1/1000 requests/s
 */
record LiveTraffic(long attempts, long faults, long limited, long goodMilliRps) {
    static final LiveTraffic NONE = new LiveTraffic(0, 0, 0, 0);

    /** The traffic of every region that there was any to. */
    static SortedMap<RegionId, LiveTraffic> of(Iterable<Heard<EdgeObservation>> observations) {
        SortedMap<RegionId, LiveTraffic> all = new TreeMap<>();
        for (Heard<EdgeObservation> heard : observations) {
            EdgeObservation message = heard.message();
            long millis = message.interval().toMillis();
            message.regions().forEach((region, traffic) -> all.merge(region, of(traffic, millis), LiveTraffic::plus));
        }
        return all;
    }

    /** The part of the attempts that failed, in basis points; 0 where there was none. */
    int faultPart() {
        return part(faults);
    }

    /** The part of the attempts that was answered 429, in basis points; 0 where there was none. */
    int limitedPart() {
        return part(limited);
    }

    private int part(long of) {
        return attempts == 0 ? 0 : (int) (of * 10_000 / attempts);
    }

    LiveTraffic plus(LiveTraffic other) {
        return new LiveTraffic(
                attempts + other.attempts,
                faults + other.faults,
                limited + other.limited,
                goodMilliRps + other.goodMilliRps);
    }

    /** The traffic that one edge saw. */
    static LiveTraffic of(RegionTraffic traffic, long millis) {
        long good = traffic.attempts() - traffic.regionFaults() - traffic.rateLimited();
        return new LiveTraffic(
                traffic.attempts(), traffic.regionFaults(), traffic.rateLimited(), Demand.milliRps(good, millis));
    }
}
