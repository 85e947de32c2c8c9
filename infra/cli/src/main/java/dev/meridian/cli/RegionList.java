package dev.meridian.cli;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the answer of {@code GET /v1/regions}. */
final class RegionList {
    private RegionList() {}

    /** The regions by name, in the controller's order. */
    static Set<Map.Entry<String, JsonNode>> of(JsonNode body) {
        return body.path("regions").properties();
    }
}
