package dev.meridian.cli;

import dev.meridian.cli.text.TextTable;
import dev.meridian.routing.intent.RegionIntent;
import java.util.List;
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
        TextTable table =
                new TextTable(List.of("REGION", "HEALTH", "WEIGHT", "ENABLED", "KIND", "ENDPOINT", "BECAUSE"));
        for (JsonNode region : RegionList.of(body)) {
            RegionIntent intent = Intents.intent(region);
            table.row(List.of(
                    RegionList.name(region),
                    region.path("health").asString(""),
                    String.valueOf(intent.weight()),
                    intent.enabled() ? "yes" : "no",
                    region.path("kind").asString(""),
                    region.path("endpoint").asString(""),
                    region.path("because").asString("")));
        }
        return table.toString();
    }
}
