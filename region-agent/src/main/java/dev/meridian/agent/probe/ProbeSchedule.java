package dev.meridian.agent.probe;

import java.time.Duration;

/**
 * When to probe.
 *
 * @param interval between two probes of a target, jittered by 10 %
 * @param timeout for one probe; the target counts as failed past it
 * @param upstreamInterval between two probes of a region that is an upstream: its servers are a stranger's, so it is
 *     probed as rarely as will do, while every report still has something to say about it
 */
public record ProbeSchedule(Duration interval, Duration timeout, Duration upstreamInterval) {}
