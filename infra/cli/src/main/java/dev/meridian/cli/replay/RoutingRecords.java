package dev.meridian.cli.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
import java.util.SortedMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How the controller writes the routing records, where that is not simply their components (docs/wire.md). */
final class RoutingRecords {
    private RoutingRecords() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("meridian-replay");
        name(module, RegionId.class, RegionId::new);
        name(module, OriginId.class, OriginId::new);
        name(module, Label.class, Label::new);
        text(module, Endpoint.class, Endpoint::parse);
        text(module, Instant.class, Instant::parse);
        number(module, Duration.class, Duration::ofMillis, Duration::toMillis);
        number(module, BasisPoints.class, value -> new BasisPoints(Math.toIntExact(value)), bp -> (long) bp.value());
        module.addDeserializer(LatencyHistogram.class, new Histogram());
        module.addSerializer(LatencyHistogram.class, new Written<>(LatencyHistogram.class, Object::toString));
        module.setMixInAnnotation(RegionReport.class, IntervalMillis.class);
        module.setMixInAnnotation(EdgeObservation.class, Observed.class);
        module.setMixInAnnotation(ClusterReport.class, AgeMillis.class);
        module.setMixInAnnotation(ProbeCounts.class, RoundTripMicros.class);
        module.setMixInAnnotation(RegionTraffic.class, FirstContentMicros.class);
        return module;
    }

    private static <T> void name(SimpleModule module, Class<T> type, Function<String, T> parse) {
        text(module, type, parse);
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return parse.apply(key);
            }
        });
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addDeserializer(type, new Read<>(type, parser -> parse.apply(parser.getString())));
        module.addSerializer(type, new Written<>(type, Object::toString));
    }

    private static <T> void number(
            SimpleModule module, Class<T> type, Function<Long, T> parse, Function<T, Long> format) {
        module.addDeserializer(type, new Read<>(type, parser -> parse.apply(parser.getLongValue())));
        module.addSerializer(type, new Written<>(type, format::apply));
    }

    private static final class Read<T> extends StdDeserializer<T> {
        private final transient Function<JsonParser, T> read;

        Read(Class<T> type, Function<JsonParser, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            try {
                return read.apply(parser);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return context.reportInputMismatch(this, "%s", e.getMessage());
            }
        }
    }

    private static final class Written<T> extends StdSerializer<T> {
        private final transient Function<T, Object> form;

        Written(Class<T> type, Function<T, Object> form) {
            super(type);
            this.form = form;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writePOJO(form.apply(value));
        }
    }

    /** Pairs of bucket and count. */
    private static final class Histogram extends StdDeserializer<LatencyHistogram> {
        Histogram() {
            super(LatencyHistogram.class);
        }

        @Override
        public LatencyHistogram deserialize(JsonParser parser, DeserializationContext context) {
            long[] counts = new long[LatencyHistogram.BUCKETS];
            for (long[] pair : context.readValue(parser, long[][].class)) {
                if (pair.length != 2 || pair[0] < 0 || pair[0] >= counts.length) {
                    return context.reportInputMismatch(this, "must hold [bucket, count] pairs");
                }
                counts[(int) pair[0]] = pair[1];
            }
            return LatencyHistogram.of(counts);
        }
    }

    private interface IntervalMillis {
        @JsonProperty("intervalMillis")
        Duration interval();
    }

    private interface Observed extends IntervalMillis {
        /** Older controllers' files do not have it. */
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        SortedMap<RegionId, Long> running();
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
