package dev.meridian.agent.wire;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads routing tables. */
public final class TableJson {
    /** Enough of a sentence to find the fault; what the rest quotes came from outside. */
    private static final int MAX_REASON = 300;

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new RoutingModule())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TableJson() {}

    /**
     * Reads the answer of {@code GET /v1/table}.
     *
     * @throws IllegalArgumentException if it is no valid table of schema 1; the message says what is wrong with it
     */
    public static RoutingTable read(byte[] json) {
        try {
            JsonNode tree = JSON.readTree(json);
            tree.path("origins").forEach(origin -> withEmpty(origin, "residency"));
            tree.path("regions").forEach(region -> withEmpty(region, "labels"));
            Message message = JSON.treeToValue(tree, Message.class);
            if (message == null) {
                throw new IllegalArgumentException("it is null");
            }
            return message.table();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** A list that may be missing. */
    private static void withEmpty(JsonNode of, String list) {
        if (of instanceof ObjectNode object && !object.has(list)) {
            object.putArray(list);
        }
    }

    private static String reason(JacksonException failure) {
        @Nullable Throwable cause = failure.getCause();
        String what = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : failure.getOriginalMessage();
        String where = path(failure);
        String reason = (where.isEmpty() ? "" : "at " + where + ": ") + what;
        return reason.substring(0, Math.min(MAX_REASON, reason.length()));
    }

    private static String path(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference part : failure.getPath()) {
            path.append(path.isEmpty() ? "" : ".").append(part.getPropertyName());
        }
        return path.toString();
    }

    /** The table as it stands on the wire: with its schema number. */
    record Message(
            int schema,
            TableVersion version,
            Instant decidedAt,
            SortedMap<OriginId, OriginShares> origins,
            SortedMap<RegionId, RegionRoute> regions) {
        Message {
            if (schema != ReportJson.SCHEMA) {
                throw new IllegalArgumentException(
                        "schema " + schema + " is not known, only " + ReportJson.SCHEMA + " is");
            }
        }

        RoutingTable table() {
            return new RoutingTable(version, decidedAt, origins, regions);
        }
    }
}
