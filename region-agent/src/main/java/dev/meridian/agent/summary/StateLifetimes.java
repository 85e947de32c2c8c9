package dev.meridian.agent.summary;

import dev.meridian.agent.probe.ProbeSchedule;
import dev.meridian.agent.probe.UpstreamProbe;
import java.time.Duration;

/**
 * How long a state that was seen is taken for true, if it is not seen again.
 *
 * @param edge of whether an edge is ready
 * @param upstream of whether the upstream is reachable
 */
public record StateLifetimes(Duration edge, Duration upstream) {
    /** Each state outlives two missed rounds of its probes, each as slow as it may be. */
    public static StateLifetimes of(ProbeSchedule schedule) {
        Duration round = schedule.interval().plus(schedule.timeout());
        Duration upstreamRound = UpstreamProbe.EVERY.plus(schedule.timeout());
        return new StateLifetimes(round.multipliedBy(2), upstreamRound.multipliedBy(2));
    }
}
