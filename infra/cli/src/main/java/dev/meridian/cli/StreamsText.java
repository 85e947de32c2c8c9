package dev.meridian.cli;

import tools.jackson.databind.JsonNode;

/** How many clients' requests run in a region, as far as its edges say. */
final class StreamsText {
    private StreamsText() {}

    /** Such as {@code 12}, {@code 12, unknown of 1 edge}, or {@code unknown} where no edge says. */
    static String of(JsonNode streams) {
        if (!streams.path("running").isNumber()) {
            return "unknown";
        }
        int silent = streams.path("silent").asInt(0);
        return streams.path("running").asLong()
                + (silent == 0 ? "" : ", unknown of " + silent + (silent == 1 ? " edge" : " edges"));
    }
}
