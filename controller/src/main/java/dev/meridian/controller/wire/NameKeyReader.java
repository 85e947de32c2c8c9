package dev.meridian.controller.wire;

import java.util.function.Function;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;

/** A name as the key of a map. */
final class NameKeyReader extends KeyDeserializer {
    private final Function<String, ?> parse;

    NameKeyReader(Function<String, ?> parse) {
        this.parse = parse;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
        try {
            return parse.apply(key);
        } catch (IllegalArgumentException e) {
            return context.reportInputMismatch(Object.class, "%s", e.getMessage());
        }
    }
}
