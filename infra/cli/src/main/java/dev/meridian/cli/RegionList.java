package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.routing.region.RegionId;
import java.util.Collection;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the answer of {@code GET /v1/regions}. */
final class RegionList {
    private RegionList() {}

    static Collection<JsonNode> of(JsonNode body) {
        return body.path("regions").values();
    }

    static String name(JsonNode region) {
        return region.path("name").asString("");
    }

    /** Goes on with one region of the list, or answers that there is none of the name. */
    static Answer find(JsonNode body, RegionId wanted, Function<JsonNode, Answer> next) {
        for (JsonNode region : of(body)) {
            if (name(region).equals(wanted.value())) {
                return next.apply(region);
            }
        }
        String known = String.join(", ", of(body).stream().map(RegionList::name).toList());
        return new Answer.Refused("there is no region " + wanted + " (there are: " + known + ")");
    }
}
