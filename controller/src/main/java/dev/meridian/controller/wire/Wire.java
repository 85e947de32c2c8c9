package dev.meridian.controller.wire;

import com.fasterxml.jackson.annotation.Nulls;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.RoutingTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.type.LogicalType;

/** Reads and writes the messages of the wire contract. Thread-safe. */
public final class Wire {
    /** The only schema number that is understood. */
    public static final int SCHEMA = 1;

    /** Our messages nest 7 deep (a decision's reasons); what nests deeper is an attack on the stack. */
    private static final int MAX_DEPTH = 32;

    /** Longer than any text of a message, of which the longest are a drain's reason and an endpoint. */
    private static final int MAX_TEXT = 8 * 1024;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .build())
            .addModule(RoutingModule.create())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** For answers that are written only. */
    public JsonMapper mapper() {
        return mapper;
    }

    /**
     * Reads an agent's report; one without a {@code cluster} is of an agent outside of any.
     *
     * @throws BadMessage if it is no valid report
     */
    public RegionReport readReport(byte[] json) {
        ObjectNode tree = withSchema(tree(json));
        if (!tree.has("cluster")) {
            tree.set("cluster", mapper.valueToTree(ClusterReport.OUTSIDE));
        }
        return bind(tree, RegionReport.class, false);
    }

    /**
     * Reads an edge's observation; one without {@code shed} has shed nothing, one without {@code running} does not
     * say what runs.
     *
     * @throws BadMessage if it is no valid observation
     */
    public EdgeObservation readObservation(byte[] json) {
        ObjectNode tree = withSchema(tree(json));
        if (!tree.has("shed")) {
            tree.put("shed", 0);
        }
        if (!tree.has("running")) {
            tree.putObject("running");
        }
        return bind(tree, EdgeObservation.class, false);
    }

    /**
     * Reads a table; labels may be missing.
     *
     * @throws BadMessage if it is no valid table
     */
    public RoutingTable readTable(byte[] json) {
        ObjectNode tree = withSchema(tree(json));
        withLabels(tree);
        return bind(tree, RoutingTable.class, false);
    }

    /**
     * A message that people write: no schema number, and unknown fields are refused.
     *
     * @param defaults texts of fields that may be missing
     * @throws BadMessage if it is no valid message of that type
     */
    public <T> T readOperators(byte[] json, Class<T> type, Map<String, String> defaults) {
        return readOperators(json, type, defaults, "");
    }

    /**
     * The same, of a message that may have a member which {@link #readMember} reads.
     *
     * @throws BadMessage if it is no valid message of that type
     */
    public <T> T readOperators(byte[] json, Class<T> type, Map<String, String> defaults, String member) {
        ObjectNode tree = tree(json);
        tree.remove(member);
        defaults.forEach((field, text) -> {
            if (!tree.has(field)) {
                tree.set(field, StringNode.valueOf(text));
            }
        });
        return bind(tree, type, true);
    }

    /**
     * A member of a message that people write; null where it has none.
     *
     * @throws BadMessage if the message is no JSON object, or the member is not valid
     */
    public <T> @Nullable T readMember(byte[] json, String member, Class<T> type) {
        JsonNode found = tree(json).path(member);
        if (found.isMissingNode()) {
            return null;
        }
        if (found instanceof ObjectNode object) {
            return bind(object, type, true);
        }
        throw new BadMessage(member + " must be an object, it is " + Complaint.kind(found));
    }

    /** The report, observation or table as JSON with its schema number. */
    public byte[] write(Record message) {
        ObjectNode tree = mapper.createObjectNode().put("schema", SCHEMA);
        tree.setAll((ObjectNode) mapper.valueToTree(message));
        return mapper.writeValueAsBytes(tree);
    }

    /**
     * Reads a decision that {@link #writeDecision} wrote.
     *
     * @throws BadMessage if it was written by a version whose decisions this one cannot read
     */
    public Decision readDecision(String json) {
        try {
            JsonNode tree = mapper.readTree(json);
            withLabels(tree.path("table"));
            tree.path("states").forEach(state -> withTraffic(state.path("traffic")));
            withLabels(tree.path("canary").path("table"));
            if (tree instanceof ObjectNode decision && !decision.has("canary")) {
                decision.putNull("canary");
            }
            withEmpty(tree, "alsoHeld");
            return mapper.readerFor(Decision.class)
                    .without(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .readValue(tree);
        } catch (JacksonException e) {
            throw Complaint.of(e);
        }
    }

    public String writeDecision(Decision decision) {
        return mapper.writeValueAsString(decision);
    }

    /** What older writers of tables left out is none. */
    private static void withLabels(JsonNode table) {
        table.path("origins").forEach(origin -> withEmpty(origin, "residency"));
        table.path("regions").forEach(region -> withEmpty(region, "labels"));
    }

    /** What older versions did not remember of a region's traffic yet. */
    private static void withTraffic(JsonNode traffic) {
        if (traffic instanceof ObjectNode object && !object.has("servedMilliRps")) {
            object.put("limited", false);
            object.put("servedMilliRps", object.path("provenMilliRps").asLong(0));
        }
    }

    /** A list that may be missing. */
    private static void withEmpty(JsonNode of, String list) {
        if (of instanceof ObjectNode object && !object.has(list)) {
            object.putArray(list);
        }
    }

    private ObjectNode tree(byte[] json) {
        try {
            JsonNode tree = mapper.readTree(json);
            if (tree.isMissingNode()) {
                throw new BadMessage("the body is empty, it must be a JSON object");
            }
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new BadMessage("the body must be a JSON object, it is " + Complaint.kind(tree));
        } catch (JacksonException e) {
            throw Complaint.of(e);
        }
    }

    private static ObjectNode withSchema(ObjectNode tree) {
        JsonNode schema = tree.path("schema");
        if (schema.isMissingNode()) {
            throw new BadMessage("schema is missing, it must be " + SCHEMA);
        }
        if (!schema.isInt() || schema.intValue() != SCHEMA) {
            String found = schema.isIntegralNumber() ? schema.toString() : Complaint.kind(schema);
            throw new BadMessage("schema is " + found + ", only " + SCHEMA + " is understood");
        }
        tree.remove("schema");
        return tree;
    }

    private <T> T bind(ObjectNode tree, Class<T> type, boolean refuseUnknown) {
        var reader = mapper.readerFor(type);
        if (refuseUnknown) {
            reader = reader.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        }
        try {
            return reader.readValue(tree);
        } catch (JacksonException e) {
            throw Complaint.of(e);
        }
    }
}
