package dev.meridian.agent.wire;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Reads the scalars of the routing vocabulary; its records need no help. */
final class RoutingModule extends SimpleModule {
    RoutingModule() {
        super("meridian-routing");
        addDeserializer(Endpoint.class, new Text<>(Endpoint.class, Endpoint::parse));
        addDeserializer(Label.class, new Text<>(Label.class, Label::new));
        addDeserializer(BasisPoints.class, new Points());
        addKeyDeserializer(RegionId.class, new Key(RegionId::new));
        addKeyDeserializer(OriginId.class, new Key(OriginId::new));
    }

    private static final class Text<T> extends StdDeserializer<T> {
        private final Function<String, T> parse;

        Text(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                return context.reportInputMismatch(this, "must be a string");
            }
            try {
                return parse.apply(json.getString());
            } catch (IllegalArgumentException e) {
                throw DatabindException.from(context, String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static final class Points extends StdDeserializer<BasisPoints> {
        Points() {
            super(BasisPoints.class);
        }

        @Override
        public BasisPoints deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return context.reportInputMismatch(this, "must be a whole number");
            }
            try {
                return new BasisPoints(json.getIntValue());
            } catch (IllegalArgumentException e) {
                throw DatabindException.from(context, String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static final class Key extends KeyDeserializer {
        private final Function<String, ?> parse;

        Key(Function<String, ?> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            try {
                return parse.apply(key);
            } catch (IllegalArgumentException e) {
                throw DatabindException.from(context, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
