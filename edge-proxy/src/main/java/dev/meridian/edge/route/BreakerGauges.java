package dev.meridian.edge.route;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Shows the breakers as they are when somebody looks: 0 closed, 1 half open, 2 open. Thread-safe. */
public final class BreakerGauges implements MultiCollector {
    private final RegionGates gates;
    private final UnaryOperator<String> label;

    /** @param label a model as a label; of several that have the same one, the worst state is shown */
    public BreakerGauges(RegionGates gates, UnaryOperator<String> label) {
        this.gates = gates;
        this.label = label;
    }

    @Override
    public MetricSnapshots collect() {
        long now = System.nanoTime();
        GaugeSnapshot.Builder regions = GaugeSnapshot.builder()
                .name("meridian_edge_region_breaker")
                .help("A region's breaker: 0 closed, 1 half open, 2 open");
        GaugeSnapshot.Builder models = GaugeSnapshot.builder()
                .name("meridian_edge_model_breaker")
                .help("A model's breaker in a region: 0 closed, 1 half open, 2 open");
        new TreeMap<>(gates.all()).forEach((region, gate) -> {
            regions.dataPoint(
                    point(Labels.of("region", region.value()), gate.breaker().gauge(now)));
            worst(gate, now)
                    .forEach((model, state) ->
                            models.dataPoint(point(Labels.of("region", region.value(), "model", model), state)));
        });
        return MetricSnapshots.of(regions.build(), models.build());
    }

    private Map<String, Integer> worst(RegionGate gate, long now) {
        Map<String, Integer> states = new TreeMap<>();
        gate.models().forEach((model, breaker) -> states.merge(label.apply(model), breaker.gauge(now), Math::max));
        return states;
    }

    private static GaugeDataPointSnapshot point(Labels labels, int state) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(state).build();
    }
}
