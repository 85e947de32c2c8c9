package dev.meridian.cli;

import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import dev.meridian.routing.intent.RegionIntent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "regions", description = "Lists the regions: what operators want of them and how they are.")
final class Regions implements Callable<Integer> {
    private final Session session;

    Regions(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(controller -> controller.get("/v1/regions"), Regions::view);
    }

    private static String view(JsonNode body) {
        TextTable table = new TextTable(List.of(
                "REGION",
                "HEALTH",
                "WEIGHT",
                "ENABLED",
                "LOAD",
                "STREAMS",
                "DRAINED UNTIL",
                "AGENTS",
                "EDGES",
                "PODS",
                "NODES",
                "ENDPOINT",
                "BECAUSE"));
        for (Map.Entry<String, JsonNode> each : RegionList.of(body)) {
            table.row(row(each.getKey(), each.getValue()));
        }
        return table.toString();
    }

    private static List<String> row(String name, JsonNode region) {
        RegionIntent intent = Intents.intent(region);
        JsonNode state = region.path("state");
        return List.of(
                name,
                state.path("health").asString(""),
                String.valueOf(intent.weight()),
                intent.enabled() ? "yes" : "no",
                load(region.path("load")),
                StreamsText.of(region.path("streams")),
                TimeText.seconds(region.path("drain").path("expiresAt").asString("")),
                senders(region.path("agents")),
                senders(region.path("edges")),
                ClusterText.pods(region.path("cluster")),
                ClusterText.nodes(region.path("cluster")),
                region.path("endpoint").asString(""),
                state.path("because").asString(""));
    }

    /** Such as {@code 62 % of 240.0/s}; only the demand where operators gave no capacity. */
    static String load(JsonNode load) {
        if (!load.isObject()) {
            return "";
        }
        double rps = load.path(load.path("given").asBoolean() ? "capacityRps" : "demandRps")
                .asDouble();
        String text = String.format(Locale.ROOT, "%.1f/s", rps);
        return load.path("given").asBoolean() ? load.path("utilisation").asLong() / 100 + " % of " + text : text;
    }

    /** Such as {@code 2/3}: heard of just now, of those heard of lately. */
    static String senders(JsonNode senders) {
        return senders.path("fresh").asInt() + "/" + senders.path("known").asInt();
    }
}
