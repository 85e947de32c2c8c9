package dev.meridian.cli;

import dev.meridian.cli.text.PlainText;
import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Why an origin is sent where it is, as a person reads it: the answer of {@code GET /v1/explain}. */
final class ExplainText {
    private ExplainText() {}

    /** @param region the only one that is shown; null for all */
    static String of(JsonNode body, @Nullable String region) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(heading(body));
        body.path("alarms").forEach(alarm -> paragraphs.add("ALARM: " + PlainText.of(alarm.asString(""))));
        TextTable shares = new TextTable(List.of(
                "REGION",
                "SHARE",
                "BEST",
                "WEIGHT",
                "HEALTH",
                "LOAD",
                "UTILISATION",
                "ROUND TRIP",
                "STREAMS",
                "DRAINED BY"));
        List<String> steps = new ArrayList<>();
        for (Map.Entry<String, JsonNode> share : body.path("shares").properties()) {
            if (region == null || region.equals(share.getKey())) {
                shares.row(row(share.getKey(), share.getValue()));
                steps.add(body.path("listedAs").asString("") + " -> " + share.getKey() + "\n"
                        + Explain.steps(share.getValue().path("reasons")));
            }
        }
        paragraphs.add(shares.toString());
        paragraphs.addAll(steps);
        return String.join("\n\n", paragraphs);
    }

    private static String heading(JsonNode body) {
        List<String> lines = new ArrayList<>();
        lines.add("table " + Shares.number(body.path("table")) + ", decided "
                + TimeText.seconds(body.path("decidedAt").asString("")));
        String origin = body.path("origin").asString("");
        String listed = body.path("listedAs").asString("");
        lines.add("origin " + origin + (origin.equals(listed) ? "" : ", which is not listed and obeys " + listed)
                + (body.path("demandRps").isNumber()
                        ? ", asks for " + number("%.1f/s", body.path("demandRps")) + ", refuses "
                                + Shares.percent(body.path("shed"))
                        : ""));
        if (!body.path("residency").isEmpty()) {
            lines.add("demands labels " + PlainText.of(body.path("residency").toString()));
        }
        held(lines, "FROZEN", body.path("freeze"));
        held(lines, "PINNED", body.path("pin"));
        return String.join("\n", lines);
    }

    private static void held(List<String> lines, String what, JsonNode hold) {
        if (hold.isObject()) {
            lines.add(PlainText.of(what + " by " + hold.path("owner").asString("") + " until "
                    + TimeText.seconds(hold.path("expiresAt").asString("")) + ": "
                    + hold.path("reason").asString("")));
        }
    }

    private static List<String> row(String region, JsonNode share) {
        JsonNode load = share.path("load");
        return List.of(
                region,
                Shares.percent(share.path("share")),
                Shares.percent(share.path("wanted")),
                share.path("intent").path("enabled").asBoolean()
                        ? String.valueOf(share.path("intent").path("weight").asInt())
                        : "disabled",
                share.path("state").path("health").asString(""),
                load.isObject() ? number("%.1f/s", load.path("demandRps")) : "",
                load.path("given").asBoolean() ? load.path("utilisation").asLong() / 100 + " %" : "",
                roundTrip(share),
                StreamsText.of(share.path("streams")),
                share.path("drain").path("owner").asString(""));
    }

    /** Empty where it was never measured. */
    static String roundTrip(JsonNode share) {
        return share.path("roundTripMillis").isNumber() ? number("%.1f ms", share.path("roundTripMillis")) : "";
    }

    private static String number(String form, JsonNode number) {
        return String.format(Locale.ROOT, form, number.asDouble());
    }
}
