package dev.meridian.controller.wire;

import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** A value that is one whole number in JSON. */
final class NumberJson {
    private NumberJson() {}

    static final class Writer<T> extends StdSerializer<T> {
        private final transient ToLongFunction<T> number;

        Writer(Class<T> type, ToLongFunction<T> number) {
            super(type);
            this.number = number;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(number.applyAsLong(value));
        }
    }

    static final class Reader<T> extends StdDeserializer<T> {
        private final transient LongFunction<T> value;

        Reader(Class<T> type, LongFunction<T> value) {
            super(type);
            this.value = value;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return context.reportInputMismatch(this, "must be a whole number");
            }
            try {
                return value.apply(parser.getLongValue());
            } catch (ArithmeticException | InputCoercionException e) {
                return context.reportInputMismatch(this, "is a number out of range");
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(this, "%s", e.getMessage());
            }
        }
    }
}
