package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the answer of {@code GET /v1/regions}. */
final class RegionList {
    private RegionList() {}

    /** The regions by name, in the controller's order. */
    static Set<Map.Entry<String, JsonNode>> of(JsonNode body) {
        return body.path("regions").properties();
    }

    /** Goes on with one region of the list, or answers that there is none of the name. */
    static Answer find(JsonNode body, RegionId wanted, Function<JsonNode, Answer> next) {
        JsonNode regions = body.path("regions");
        if (regions.has(wanted.value())) {
            return next.apply(regions.path(wanted.value()));
        }
        String known = String.join(", ", regions.propertyNames());
        return new Answer.Refused("there is no region " + wanted + " (there are: " + known + ")");
    }
}
