package dev.meridian.controller.admin;

import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.publish.EdgeTables;
import dev.meridian.controller.publish.Following;
import dev.meridian.controller.report.LatestMessages;
import dev.meridian.controller.report.RecentClusters;
import dev.meridian.controller.report.RegionCluster;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.RegionLoad;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.RegionReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The state of the controller as numbers. Tags are regions of the file and the names of states, so they are bounded. */
public record Gauges(
        Regions regions,
        Intents intents,
        Holds holds,
        Decisions decisions,
        LatestMessages<RegionReport> reports,
        LatestMessages<EdgeObservation> observations,
        EdgeTables edges,
        Alarms alarms,
        RecentClusters clusters,
        ControlStore store)
        implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        ofSenders(registry, "agent", reports);
        ofSenders(registry, "edge", observations);
        Gauge.builder(
                        "meridian.controller.drains",
                        intents,
                        all -> all.activeDrains().size())
                .description("Drains that hold now")
                .register(registry);
        Gauge.builder("meridian.controller.frozen", holds, all -> all.active().freeze() == null ? 0 : 1)
                .description("1 while people hold the table")
                .register(registry);
        Gauge.builder(
                        "meridian.controller.pins",
                        holds,
                        all -> all.active().pins().size())
                .description("Origins that are pinned")
                .register(registry);
        ofDecision(
                registry,
                "epoch",
                "Epoch of the table",
                decision -> decision.table().version().epoch());
        ofDecision(
                registry,
                "version",
                "Version of the table",
                decision -> decision.table().version().version());
        Gauge.builder("meridian.controller.alarms", alarms, all -> all.now().size())
                .description("What an operator must look at")
                .register(registry);
        for (Following how : Following.values()) {
            Gauge.builder("meridian.controller.edges", edges, all -> all.count(how))
                    .description("Edges that are heard, by how they follow the tables")
                    .tag("table", how.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("meridian.controller.store.trouble", store, one -> one.trouble() == null ? 0 : 1)
                .description("1 while the store takes no writes")
                .register(registry);
        regions.specs().keySet().forEach(region -> ofRegion(registry, region));
    }

    private static void ofSenders(MeterRegistry registry, String kind, LatestMessages<?> messages) {
        Gauge.builder("meridian.controller.senders", messages, LatestMessages::size)
                .description("Senders that are remembered")
                .tag("kind", kind)
                .register(registry);
    }

    private void ofDecision(
            MeterRegistry registry, String name, String description, ToDoubleFunction<Decision> number) {
        Gauge.builder("meridian.controller.table." + name, decisions, all -> number(all.latest(), number))
                .description(description)
                .register(registry);
    }

    private void ofRegion(MeterRegistry registry, RegionId region) {
        for (Health health : Health.values()) {
            Gauge.builder("meridian.controller.region.health", decisions, all -> is(all.latest(), region, health))
                    .description("1 for the state that the region is in")
                    .tag("region", region.value())
                    .tag("health", health.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder(
                        "meridian.controller.region.share",
                        decisions,
                        all -> number(
                                all.latest(),
                                decision -> decision.table()
                                        .sharesOf(OriginId.DEFAULT)
                                        .of(region)
                                        .fraction()))
                .description("Part of the new requests of origins that are not listed, 0 to 1")
                .tag("region", region.value())
                .register(registry);
        ofLoad(
                registry,
                region,
                "demand",
                "Requests/s that the table sends it",
                load -> load.demandMilliRps() / 1_000.0);
        ofLoad(registry, region, "capacity", "Requests/s that it can take", load -> load.capacityMilliRps() / 1_000.0);
        Gauge.builder(
                        "meridian.controller.shed",
                        decisions,
                        all -> number(
                                all.latest(),
                                decision -> decision.table()
                                        .sharesOf(OriginId.of(region))
                                        .shed()
                                        .fraction()))
                .description("Part of the requests of the region's own origin that is refused, 0 to 1")
                .tag("origin", region.value())
                .register(registry);
        ofPods(registry, region, "ready", cluster -> cluster.pods().ready());
        ofPods(registry, region, "starting", cluster -> cluster.pods().starting());
        ofPods(
                registry,
                region,
                "unready",
                cluster -> cluster.pods().total()
                        - cluster.pods().ready()
                        - cluster.pods().starting());
        ofPods(registry, region, "terminating", cluster -> cluster.pods().terminating());
        for (PendingReason reason : PendingReason.values()) {
            Gauge.builder(
                            "meridian.controller.region.pods.pending",
                            clusters,
                            all -> current(
                                    all.of(region), cluster -> cluster.pending().getOrDefault(reason, 0)))
                    .description("Edge pods that do not start, by the reason")
                    .tag("region", region.value())
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private void ofLoad(
            MeterRegistry registry,
            RegionId region,
            String what,
            String description,
            ToDoubleFunction<RegionLoad> number) {
        Gauge.builder("meridian.controller.region." + what, decisions, all -> load(all.latest(), region, number))
                .description(description)
                .tag("region", region.value())
                .register(registry);
    }

    private static double load(@Nullable Decision decision, RegionId region, ToDoubleFunction<RegionLoad> number) {
        @Nullable RegionLoad load = decision == null ? null : decision.loads().get(region);
        return load == null ? Double.NaN : number.applyAsDouble(load);
    }

    private void ofPods(MeterRegistry registry, RegionId region, String state, ToDoubleFunction<RegionCluster> number) {
        Gauge.builder("meridian.controller.region.pods", clusters, all -> current(all.of(region), number))
                .description("Edge pods as the region's API server says")
                .tag("region", region.value())
                .tag("state", state)
                .register(registry);
    }

    private static double current(@Nullable RegionCluster cluster, ToDoubleFunction<RegionCluster> number) {
        return cluster == null || cluster.view() != ClusterView.CURRENT ? Double.NaN : number.applyAsDouble(cluster);
    }

    private static double is(@Nullable Decision decision, RegionId region, Health health) {
        @Nullable
        RegionState state = decision == null ? null : decision.states().get(region);
        return state != null && state.health() == health ? 1 : 0;
    }

    private static double number(@Nullable Decision decision, ToDoubleFunction<Decision> number) {
        return decision == null ? Double.NaN : number.applyAsDouble(decision);
    }
}
