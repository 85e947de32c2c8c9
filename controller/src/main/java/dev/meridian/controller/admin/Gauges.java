package dev.meridian.controller.admin;

import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.report.LatestMessages;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
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
        Decisions decisions,
        LatestMessages<RegionReport> reports,
        LatestMessages<EdgeObservation> observations)
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
        Gauge.builder(
                        "meridian.controller.alarms",
                        decisions,
                        all -> number(
                                all.latest(), decision -> decision.alarms().size()))
                .description("Alarms of the latest decision")
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
