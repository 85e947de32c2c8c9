package dev.meridian.demo.control;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The controller's JSON as the demo's records. What the demo does not show is not read. */
final class Reading {
    private Reading() {}

    static TableView table(JsonNode table, Collection<RegionId> regions) {
        JsonNode version = table.path("version");
        Map<RegionId, Map<RegionId, Integer>> shares = new TreeMap<>();
        Map<RegionId, String> health = new TreeMap<>();
        for (RegionId origin : regions) {
            JsonNode origins = table.path("origins");
            JsonNode own = origins.has(origin.value()) ? origins.path(origin.value()) : origins.path("default");
            Map<RegionId, Integer> row = new TreeMap<>();
            own.path("shares")
                    .properties()
                    .forEach(share -> row.put(
                            new RegionId(share.getKey()), share.getValue().asInt()));
            shares.put(origin, Map.copyOf(row));
            health.put(
                    origin,
                    table.path("regions").path(origin.value()).path("health").asString("UNKNOWN"));
        }
        return new TableView(
                new TableVersion(
                        version.path("epoch").asLong(), version.path("version").asLong()),
                shares,
                health);
    }

    static List<RegionStatus> regions(JsonNode answer, Collection<RegionId> regions) {
        List<RegionStatus> statuses = new ArrayList<>();
        for (RegionId region : regions) {
            JsonNode view = answer.path("regions").path(region.value());
            JsonNode state = view.path("state");
            statuses.add(new RegionStatus(
                    region,
                    state.path("health").asString("UNKNOWN"),
                    view.path("intent").path("weight").asInt(-1),
                    state.path("because").asString("")));
        }
        return List.copyOf(statuses);
    }

    static Map<RegionId, String> drains(JsonNode answer) {
        Map<RegionId, String> drains = new TreeMap<>();
        for (JsonNode drain : answer.path("drains")) {
            drains.put(
                    new RegionId(drain.path("region").asString()),
                    drain.path("id").asString());
        }
        return Map.copyOf(drains);
    }
}
