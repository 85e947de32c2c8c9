package dev.meridian.controller.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** How the routing records look in JSON, where that is not simply their components. */
final class RoutingModule {
    private RoutingModule() {}

    static SimpleModule create() {
        SimpleModule module = new SimpleModule("meridian-routing");
        addName(module, RegionId.class, RegionId::new);
        addName(module, OriginId.class, OriginId::new);
        addName(module, Label.class, Label::new);
        addText(module, Endpoint.class, Endpoint::parse);
        addText(module, Instant.class, Instant::parse);
        module.addSerializer(BasisPoints.class, new NumberJson.Writer<>(BasisPoints.class, BasisPoints::value));
        module.addDeserializer(
                BasisPoints.class,
                new NumberJson.Reader<>(BasisPoints.class, value -> new BasisPoints(Math.toIntExact(value))));
        module.addSerializer(Duration.class, new NumberJson.Writer<>(Duration.class, Duration::toMillis));
        module.addDeserializer(Duration.class, new NumberJson.Reader<>(Duration.class, Duration::ofMillis));
        module.addSerializer(LatencyHistogram.class, new HistogramJson.Writer());
        module.addDeserializer(LatencyHistogram.class, new HistogramJson.Reader());
        module.setMixInAnnotation(RegionReport.class, IntervalMillis.class);
        module.setMixInAnnotation(EdgeObservation.class, IntervalMillis.class);
        module.setMixInAnnotation(ClusterReport.class, AgeMillis.class);
        module.setMixInAnnotation(ProbeCounts.class, RoundTripMicros.class);
        module.setMixInAnnotation(RegionTraffic.class, FirstContentMicros.class);
        return module;
    }

    private static <T> void addName(SimpleModule module, Class<T> type, Function<String, T> parse) {
        addText(module, type, parse);
        module.addKeySerializer(type, new NameKeyWriter<T>());
        module.addKeyDeserializer(type, new NameKeyReader(parse));
    }

    private static <T> void addText(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(type, new TextReader<>(type, parse));
    }

    private interface IntervalMillis {
        @JsonProperty("intervalMillis")
        Duration interval();
    }

    private interface AgeMillis {
        @JsonProperty("ageMillis")
        Duration age();
    }

    private interface RoundTripMicros {
        @JsonProperty("roundTripMicros")
        LatencyHistogram roundTrip();
    }

    private interface FirstContentMicros {
        @JsonProperty("firstContentMicros")
        LatencyHistogram firstContent();
    }
}
