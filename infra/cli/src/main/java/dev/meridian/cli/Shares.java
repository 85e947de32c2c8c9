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

    /** The version of something that has one, such as {@code 3.17}. */
    static String version(JsonNode of) {
        return number(of.path("version"));
    }

    /** A version as it is written in paths. */
    static String number(JsonNode version) {
        return version.path("epoch").asLong() + "." + version.path("version").asLong();
    }

    /** Which table it is and when it was decided, of a table or of a decision. */
    static String headline(JsonNode decided) {
        return "table " + version(decided) + ", decided "
                + TimeText.seconds(decided.path("decidedAt").asString(""));
    }
}
