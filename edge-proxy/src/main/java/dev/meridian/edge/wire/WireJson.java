package dev.meridian.edge.wire;

import com.fasterxml.jackson.annotation.Nulls;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads tables and writes observations as docs/wire.md says. Thread-safe. */
public final class WireJson {
    /** The schema this edge speaks. */
    static final int SCHEMA = 1;

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new WireModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public RoutingTable readTable(byte[] bytes) {
        if (bytes.length > RoutingTable.MAX_WIRE_BYTES) {
            throw new IllegalArgumentException(
                    "table has " + bytes.length + " bytes, the limit is " + RoutingTable.MAX_WIRE_BYTES);
        }
        try {
            JsonNode tree = json.readTree(bytes);
            tree.path("origins").forEach(origin -> withEmpty(origin, "residency"));
            tree.path("regions").forEach(region -> withEmpty(region, "labels"));
            TableMessage message = json.treeToValue(tree, TableMessage.class);
            if (message == null) { // the document is the word null, which Jackson binds to anything
                throw new IllegalArgumentException("table is null");
            }
            return message.toTable();
        } catch (ValueInstantiationException e) {
            throw new IllegalArgumentException(rootMessage(e), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("table is malformed: " + rootMessage(e), e);
        }
    }

    /** Writes an observation. */
    public byte[] write(EdgeObservation observation) {
        ObjectNode message = json.createObjectNode();
        message.put("schema", SCHEMA);
        message.put("origin", observation.origin().value());
        message.putPOJO("sender", observation.sender());
        message.put("intervalMillis", observation.interval().toMillis());
        message.putPOJO("table", observation.table());
        message.put("shed", observation.shed());
        ObjectNode regions = message.putObject("regions");
        observation.regions().forEach((region, traffic) -> put(traffic, regions.putObject(region.value())));
        ObjectNode running = message.putObject("running");
        observation.running().forEach((region, count) -> running.put(region.value(), count));
        return json.writeValueAsBytes(message);
    }

    private static void put(RegionTraffic traffic, ObjectNode json) {
        json.put("requests", traffic.requests());
        json.put("attempts", traffic.attempts());
        json.put("regionFaults", traffic.regionFaults());
        json.put("modelFaults", traffic.modelFaults());
        json.put("rateLimited", traffic.rateLimited());
        json.putPOJO("firstContentMicros", traffic.firstContent());
    }

    /** A list that may be missing. */
    private static void withEmpty(JsonNode of, String list) {
        if (of instanceof ObjectNode object && !object.has(list)) {
            object.putArray(list);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }

    /** A table with what only the wire has. */
    record TableMessage(
            int schema,
            TableVersion version,
            Instant decidedAt,
            SortedMap<OriginId, OriginShares> origins,
            SortedMap<RegionId, RegionRoute> regions) {
        TableMessage {
            if (schema != SCHEMA) {
                throw new IllegalArgumentException("table has schema " + schema + ", this edge reads " + SCHEMA);
            }
        }

        RoutingTable toTable() {
            return new RoutingTable(version, decidedAt, origins, regions);
        }
    }
}
