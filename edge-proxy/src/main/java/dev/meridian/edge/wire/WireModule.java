package dev.meridian.edge.wire;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** How the value types of {@code routing} look in JSON. */
final class WireModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    WireModule() {
        super("meridian-wire");
        name(RegionId.class, RegionId::new);
        name(OriginId.class, OriginId::new);
        name(Label.class, Label::new);
        name(Endpoint.class, Endpoint::parse);
        addDeserializer(BasisPoints.class, new BasisPointsReader());
        addSerializer(LatencyHistogram.class, new HistogramWriter());
        addKeySerializer(RegionId.class, new KeyWriter<>());
    }

    private <T> void name(Class<T> type, Function<String, T> parse) {
        addDeserializer(type, new NameReader<>(type, parse));
        addSerializer(type, new NameWriter<>());
        addKeyDeserializer(type, new KeyReader(parse));
    }

    /** A type that is one string. */
    private static final class NameReader<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parse;

        NameReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return parse.apply(parser.getString());
        }
    }

    private static final class NameWriter<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toString());
        }
    }

    private static final class KeyReader extends KeyDeserializer {
        private final Function<String, ?> parse;

        KeyReader(Function<String, ?> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return parse.apply(key);
        }
    }

    private static final class KeyWriter<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeName(value.toString());
        }
    }

    private static final class BasisPointsReader extends StdDeserializer<BasisPoints> {
        BasisPointsReader() {
            super(BasisPoints.class);
        }

        @Override
        public BasisPoints deserialize(JsonParser parser, DeserializationContext context) {
            return new BasisPoints(parser.getIntValue());
        }
    }

    /** Pairs of bucket and count, only those with a count. */
    private static final class HistogramWriter extends ValueSerializer<LatencyHistogram> {
        @Override
        public void serialize(LatencyHistogram histogram, JsonGenerator json, SerializationContext context) {
            long[] counts = histogram.counts();
            json.writeStartArray();
            for (int bucket = 0; bucket < counts.length; bucket++) {
                if (counts[bucket] > 0) {
                    json.writeArray(new long[] {bucket, counts[bucket]}, 0, 2);
                }
            }
            json.writeEndArray();
        }
    }
}
