package dev.meridian.cli;

import dev.meridian.cli.text.TextTable;
import dev.meridian.routing.region.OriginId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "routes",
        description = "Shows the routing table: which part of an origin's new requests each region gets.")
final class Routes implements Callable<Integer> {
    private final Session session;

    @Option(names = "--origin", paramLabel = "ORIGIN", description = "Only this origin.")
    private @Nullable OriginId origin;

    Routes(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(controller -> controller.get("/v1/table"), this::view);
    }

    private String view(JsonNode body) {
        JsonNode origins = body.path("origins");
        List<String> regions = List.copyOf(body.path("regions").propertyNames());
        List<String> header = Stream.of(List.of("ORIGIN"), regions, List.of("SHED"))
                .flatMap(List::stream)
                .toList();
        TextTable table = new TextTable(header).row(health(body.path("regions"), regions));
        for (Map.Entry<String, JsonNode> each : origins.properties()) {
            if (isShown(each.getKey(), origins)) {
                table.row(row(each.getKey(), each.getValue(), regions));
            }
        }
        return Shares.headline(body) + "\n\n" + table;
    }

    /** An edge of an origin that is not listed uses the shares of {@code default}. */
    private boolean isShown(String listed, JsonNode origins) {
        if (origin == null) {
            return true;
        }
        String used = origins.has(origin.value()) ? origin.value() : OriginId.DEFAULT.value();
        return listed.equals(used);
    }

    private static List<String> health(JsonNode routes, List<String> regions) {
        List<String> row = new ArrayList<>();
        row.add("(health)");
        for (String region : regions) {
            row.add(routes.path(region).path("health").asString(""));
        }
        row.add("");
        return row;
    }

    private static List<String> row(String origin, JsonNode shares, List<String> regions) {
        List<String> row = new ArrayList<>();
        row.add(origin);
        for (String region : regions) {
            row.add(Shares.percent(shares.path("shares").path(region)));
        }
        row.add(Shares.percent(shares.path("shed")));
        return row;
    }
}
