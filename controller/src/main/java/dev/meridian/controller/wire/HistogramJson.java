package dev.meridian.controller.wire;

import dev.meridian.routing.latency.LatencyHistogram;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** A histogram as ascending {@code [bucket, count]} pairs, only those with a count. */
final class HistogramJson {
    private HistogramJson() {}

    static final class Writer extends StdSerializer<LatencyHistogram> {
        Writer() {
            super(LatencyHistogram.class);
        }

        @Override
        public void serialize(LatencyHistogram histogram, JsonGenerator json, SerializationContext context) {
            long[] counts = histogram.counts();
            json.writeStartArray();
            for (int bucket = 0; bucket < counts.length; bucket++) {
                if (counts[bucket] > 0) {
                    json.writeStartArray();
                    json.writeNumber(bucket);
                    json.writeNumber(counts[bucket]);
                    json.writeEndArray();
                }
            }
            json.writeEndArray();
        }
    }

    static final class Reader extends StdDeserializer<LatencyHistogram> {
        Reader() {
            super(LatencyHistogram.class);
        }

        @Override
        public LatencyHistogram deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return context.reportInputMismatch(this, "must be a list of [bucket, count] pairs");
            }
            long[] counts = new long[LatencyHistogram.BUCKETS];
            int above = -1;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                requirePair(parser.currentToken() == JsonToken.START_ARRAY, context);
                int bucket = (int) number(parser, context, above + 1, LatencyHistogram.BUCKETS - 1, "bucket");
                counts[bucket] = number(parser, context, 1, LatencyHistogram.MAX_COUNT, "count");
                requirePair(parser.nextToken() == JsonToken.END_ARRAY, context);
                above = bucket;
            }
            return LatencyHistogram.of(counts);
        }

        private long number(JsonParser parser, DeserializationContext context, long min, long max, String what) {
            requirePair(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, context);
            boolean fits = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!fits || parser.getLongValue() < min || parser.getLongValue() > max) {
                context.reportInputMismatch(
                        this, "has a %s that must be %d to %d, with buckets ascending", what, min, max);
            }
            return parser.getLongValue();
        }

        private void requirePair(boolean isPair, DeserializationContext context) {
            if (!isPair) {
                context.reportInputMismatch(this, "must hold [bucket, count] pairs of whole numbers");
            }
        }
    }
}
