package dev.meridian.controller.description;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas of what is one value in JSON. */
final class JsonTypes {
    private static final Set<Class<?>> NAMES = Set.of(RegionId.class, OriginId.class, Label.class);

    private JsonTypes() {}

    /** What the type is in JSON; null where it is a record of several components. */
    static @Nullable JsonSchema of(Class<?> type) {
        if (NAMES.contains(type)) {
            return name();
        }
        if (type == BasisPoints.class) {
            return whole(0, BasisPoints.ONE);
        }
        if (type == Duration.class) {
            return whole(0, null);
        }
        if (type == LatencyHistogram.class) {
            return histogram();
        }
        if (type == Instant.class) {
            JsonSchema time = typed("string");
            time.setFormat("date-time");
            return time;
        }
        if (type.isEnum()) {
            JsonSchema one = typed("string");
            one.setEnum(Arrays.stream(type.getEnumConstants())
                    .<Object>map(constant -> ((Enum<?>) constant).name())
                    .toList());
            return one;
        }
        return plain(type);
    }

    private static @Nullable JsonSchema plain(Class<?> type) {
        if (type == String.class || type == Endpoint.class) {
            return typed("string");
        }
        if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return typed("integer");
        }
        if (type == double.class || type == Double.class) {
            return typed("number");
        }
        return type == Object.class ? new JsonSchema() : null;
    }

    static JsonSchema typed(String type) {
        JsonSchema schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    /** A whole number; without an upper bound where that is null. */
    static JsonSchema whole(long least, @Nullable Integer most) {
        JsonSchema number = typed("integer");
        number.setMinimum(BigDecimal.valueOf(least));
        if (most != null) {
            number.setMaximum(BigDecimal.valueOf(most));
        }
        return number;
    }

    static JsonSchema text(int least, int most) {
        JsonSchema text = typed("string");
        text.setMinLength(least);
        text.setMaxLength(most);
        return text;
    }

    static JsonSchema matching(String pattern) {
        JsonSchema text = typed("string");
        text.setPattern(pattern);
        return text;
    }

    /** The name of a region, an origin or a label. */
    static JsonSchema name() {
        return matching("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$");
    }

    private static JsonSchema histogram() {
        JsonSchema pair = typed("array");
        pair.setPrefixItems(
                List.of(whole(0, LatencyHistogram.BUCKETS - 1), whole(1, Math.toIntExact(LatencyHistogram.MAX_COUNT))));
        pair.setMinItems(2);
        pair.setMaxItems(2);
        JsonSchema pairs = typed("array");
        pairs.setItems(pair);
        return pairs;
    }
}
