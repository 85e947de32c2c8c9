package dev.meridian.agent.cluster;

import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.PodCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;

/** What an agent knows of its cluster, as gauges. */
public final class ClusterMeters {
    private ClusterMeters() {}

    /** The registry reads the watch whenever it is scraped. */
    public static void register(ClusterWatch cluster, MeterRegistry meters) {
        Gauge.builder(
                        "meridian.agent.cluster.current",
                        cluster,
                        watch -> watch.report().view() == ClusterView.CURRENT ? 1 : 0)
                .register(meters);
        pods(cluster, meters, "total", PodCounts::total);
        pods(cluster, meters, "ready", PodCounts::ready);
        pods(cluster, meters, "starting", PodCounts::starting);
        pods(cluster, meters, "terminating", PodCounts::terminating);
    }

    private static void pods(ClusterWatch cluster, MeterRegistry meters, String state, ToIntFunction<PodCounts> count) {
        Gauge.builder(
                        "meridian.agent.cluster.pods",
                        cluster,
                        watch -> count.applyAsInt(watch.report().pods()))
                .tag("state", state)
                .register(meters);
    }
}
