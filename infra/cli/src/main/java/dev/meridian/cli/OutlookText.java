package dev.meridian.cli;

import dev.meridian.cli.text.PlainText;
import dev.meridian.cli.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a change leads to, as a person reads it: a dry run or a preview. */
final class OutlookText {
    private OutlookText() {}

    static String of(JsonNode body) {
        JsonNode outlook = body.path("outlook");
        List<String> lines = new ArrayList<>();
        lines.add(regions(outlook.path("regions")));
        lines.add("");
        lines.add(shares(outlook.path("origins")));
        lines.add("");
        mean(lines, "latency", outlook.path("latencyMillis"), "%.0f ms");
        mean(lines, "price", outlook.path("price"), "%.2f of the usual");
        strain(lines, outlook.path("strain"));
        oneMore(lines, body.path("oneMore"));
        if (body.has("streams")) {
            lines.add("streams that run in " + body.path("region").asString("") + " now: "
                    + StreamsText.of(body.path("streams")));
        }
        body.path("overridden").forEach(one -> lines.add("OVERRIDDEN: " + PlainText.of(one.asString(""))));
        body.path("objections").forEach(one -> lines.add("WOULD BE REFUSED: " + PlainText.of(one.asString(""))));
        outlook.path("notes").forEach(one -> lines.add(PlainText.of(one.asString(""))));
        return String.join("\n", lines);
    }

    private static String regions(JsonNode regions) {
        TextTable table = new TextTable(List.of("REGION", "LOAD", "THEN", "UTILISATION", "THEN"));
        for (Map.Entry<String, JsonNode> region : regions.properties()) {
            JsonNode before = region.getValue().path("before");
            JsonNode after = region.getValue().path("after");
            table.row(List.of(region.getKey(), load(before), load(after), utilisation(before), utilisation(after)));
        }
        return table.toString();
    }

    /** Only those that change; of the rest there may be hundreds. */
    private static String shares(JsonNode origins) {
        TextTable table = new TextTable(List.of("ORIGIN", "REGION", "SHARE", "THEN"));
        boolean any = false;
        for (Map.Entry<String, JsonNode> origin : origins.properties()) {
            JsonNode shares = origin.getValue().path("shares");
            for (Map.Entry<String, JsonNode> then : shares.path("after").properties()) {
                JsonNode now = shares.path("before").path(then.getKey());
                if (now.asInt() != then.getValue().asInt()) {
                    any = true;
                    table.row(List.of(
                            origin.getKey(), then.getKey(), Shares.percent(now), Shares.percent(then.getValue())));
                }
            }
        }
        return any ? table.toString() : "no share changes";
    }

    private static void mean(List<String> lines, String name, JsonNode shift, String form) {
        if (shift.isObject()) {
            lines.add(name + " " + text(form, shift.path("before")) + ", then " + text(form, shift.path("after")));
        }
    }

    private static void strain(List<String> lines, JsonNode strain) {
        if (strain.path("after").path("missingRps").asDouble() > 0) {
            lines.add(missing(strain.path("after")));
        }
    }

    private static void oneMore(List<String> lines, JsonNode loss) {
        if (!loss.isObject()) {
            return;
        }
        String lost = "if " + loss.path("region").asString("") + " were lost then: ";
        if (!loss.path("fullest").isString()) {
            lines.add(lost + "no region would be left");
        } else if (loss.path("holds").isBoolean()) {
            JsonNode strain = loss.path("strain");
            lines.add(lost
                    + (loss.path("holds").asBoolean() ? "the rest would hold" : missing(strain))
                    + ", " + loss.path("fullest").asString("") + " at "
                    + loss.path("utilisation").asLong() / 100 + " %");
        }
    }

    private static String missing(JsonNode strain) {
        return text("%.1f/s", strain.path("missingRps")) + " of " + text("%.1f/s", strain.path("askedRps"))
                + " would find no capacity";
    }

    private static String load(JsonNode load) {
        return text("%.1f/s", load.path("demandRps"));
    }

    private static String utilisation(JsonNode load) {
        return load.path("given").asBoolean() ? load.path("utilisation").asLong() / 100 + " %" : "";
    }

    private static String text(String form, JsonNode number) {
        return String.format(Locale.ROOT, form, number.asDouble());
    }
}
