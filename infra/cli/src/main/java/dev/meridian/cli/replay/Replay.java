package dev.meridian.cli.replay;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.PolicySettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A decision with everything that it was made of.
 *
 * @param now the time that it was made for
 */
public record Replay(PolicySettings settings, Instant now, Inputs inputs, Decision decision) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(RoutingRecords.module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * Reads what {@code GET /v1/decisions/latest/replay} answered.
     *
     * @throws IllegalArgumentException if it is not that, or of a version whose decisions this one does not know
     */
    public static Replay read(byte[] json) {
        try {
            JsonNode replay = JSON.readTree(json);
            if (replay.path("settings") instanceof ObjectNode settings && !settings.hasNonNull("canary")) {
                settings.set("canary", JSON.valueToTree(CanarySettings.OFF)); // decided before there were canaries
            }
            withAlsoHeld(replay.path("decision"));
            withAlsoHeld(replay.path("inputs").path("previous"));
            return JSON.treeToValue(replay, Replay.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not a decision that this version can replay: " + e.getOriginalMessage(), e);
        }
    }

    /** What a decision did not say yet is none. */
    private static void withAlsoHeld(JsonNode of) {
        if (of instanceof ObjectNode decision && !decision.has("alsoHeld")) {
            decision.putArray("alsoHeld");
        }
    }

    /** What comes out differently when it is decided again; empty where every bit is the same. */
    public List<String> differences() {
        Decision again = RoutingPolicy.decide(inputs, settings, now);
        List<String> differences = new ArrayList<>();
        if (!again.equals(decision)) {
            compare("", JSON.valueToTree(decision), JSON.valueToTree(again), differences);
        }
        return differences;
    }

    private static void compare(String path, JsonNode was, JsonNode is, List<String> differences) {
        if (was.equals(is)) {
            return;
        }
        if (was.isObject() && is.isObject()) {
            TreeSet<String> names = new TreeSet<>(was.propertyNames());
            names.addAll(is.propertyNames());
            names.forEach(name -> compare(path + "/" + name, was.path(name), is.path(name), differences));
        } else {
            differences.add((path.isEmpty() ? "/" : path) + ": was " + was + ", is " + is);
        }
    }
}
