package dev.meridian.cli;

import dev.meridian.cli.text.PlainText;
import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** All regions on one screen, as a person reads it. What is wrong comes first, so that it is seen on a small one too. */
final class TopText {
    /** Of alarms and of senders no more are named: the rest is a number. */
    private static final int MAX_NAMED = 5;

    private TopText() {}

    /** @param all the answers of {@code GET /v1/regions}, {@code explain} and {@code senders} under these names */
    static String of(JsonNode all) {
        JsonNode explained = all.path("explain");
        List<String> lines = new ArrayList<>();
        lines.add("table " + Shares.number(explained.path("table")) + ", decided "
                + TimeText.seconds(explained.path("decidedAt").asString("")));
        named(lines, "ALARM: ", explained.path("alarms"));
        named(lines, "STALE: ", all.path("senders").path("stale"));
        named(lines, "ANOTHER TABLE: ", all.path("senders").path("behind"));
        named(lines, "SLOW: ", all.path("senders").path("slow"));
        named(lines, "STUCK: ", all.path("senders").path("stuck"));
        lines.add("");
        lines.add(regions(all.path("regions"), explained.path("shares")));
        lines.add("");
        lines.add(shares(all.path("regions")));
        lines.add("");
        lines.add("round trips are of origin " + explained.path("origin").asString(""));
        return String.join("\n", lines);
    }

    private static void named(List<String> lines, String what, JsonNode all) {
        all.valueStream().limit(MAX_NAMED).forEach(one -> lines.add(what + PlainText.of(one.asString(""))));
        if (all.size() > MAX_NAMED) {
            lines.add(what + "and " + (all.size() - MAX_NAMED) + " more");
        }
    }

    private static String regions(JsonNode body, JsonNode explained) {
        TextTable table = new TextTable(List.of(
                "REGION", "HEALTH", "LOAD", "ROUND TRIP", "STREAMS", "DRAINED UNTIL", "AGENTS", "EDGES", "BECAUSE"));
        for (Map.Entry<String, JsonNode> each : RegionList.of(body)) {
            JsonNode region = each.getValue();
            table.row(List.of(
                    each.getKey(),
                    region.path("state").path("health").asString(""),
                    Regions.load(region.path("load")),
                    ExplainText.roundTrip(explained.path(each.getKey())),
                    StreamsText.of(region.path("streams")),
                    TimeText.seconds(region.path("drain").path("expiresAt").asString("")),
                    Regions.senders(region.path("agents")),
                    Regions.senders(region.path("edges")),
                    region.path("state").path("because").asString("")));
        }
        return table.toString();
    }

    /** From each origin to each region. */
    private static String shares(JsonNode body) {
        List<Map.Entry<String, JsonNode>> regions = List.copyOf(RegionList.of(body));
        List<String> origins = regions.stream()
                .flatMap(region -> region.getValue().path("shares").propertyNames().stream())
                .distinct()
                .sorted()
                .toList();
        TextTable table = new TextTable(
                Stream.concat(Stream.of("ORIGIN"), regions.stream().map(Map.Entry::getKey))
                        .toList());
        for (String origin : origins) {
            Stream<String> cells = regions.stream()
                    .map(region ->
                            Shares.percent(region.getValue().path("shares").path(origin)));
            table.row(Stream.concat(Stream.of(origin), cells).toList());
        }
        return table.toString();
    }
}
