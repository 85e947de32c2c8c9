package dev.meridian.cli;

import dev.meridian.cli.text.TimeText;
import dev.meridian.routing.table.BasisPoints;
import tools.jackson.databind.JsonNode;

/** How shares and table versions are shown. */
final class Shares {
    private Shares() {}

    /** A percentage; {@code -} where there is no share. */
    static String percent(JsonNode basisPoints) {
        int value = basisPoints.asInt(-1);
        return value < 0 || value > BasisPoints.ONE ? "-" : new BasisPoints(value).toString();
    }

    /** Which table it is and when it was decided, of a table or of a decision. */
    static String headline(JsonNode decided) {
        JsonNode version = decided.path("version");
        return "table " + version.path("epoch").asLong() + "."
                + version.path("version").asLong() + ", decided "
                + TimeText.seconds(decided.path("decidedAt").asString(""));
    }
}
