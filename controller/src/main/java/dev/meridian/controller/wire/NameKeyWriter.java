package dev.meridian.controller.wire;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** A name as the key of a map. */
final class NameKeyWriter<T> extends ValueSerializer<T> {
    @Override
    public void serialize(T name, JsonGenerator json, SerializationContext context) {
        json.writeName(name.toString());
    }
}
