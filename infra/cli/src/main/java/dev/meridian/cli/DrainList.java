package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "list", description = "Lists the drains that hold.")
final class DrainList implements Callable<Integer> {
    private final Session session;

    DrainList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(controller -> controller.get("/v1/drains"), DrainList::view);
    }

    /** Reads the answer of {@code GET /v1/drains}. */
    static Collection<JsonNode> of(JsonNode body) {
        return body.path("drains").values();
    }

    /** Reads the drain of an id, or the one that a region has, with the tag of its state. */
    static Answer find(Controller controller, String idOrRegion) {
        return controller
                .get("/v1/drains")
                .then(body -> of(body).stream()
                        .filter(drain -> idOrRegion.equals(drain.path("id").asString(""))
                                || idOrRegion.equals(drain.path("region").asString("")))
                        .findFirst()
                        .map(drain -> controller.get(path(drain)))
                        .orElseGet(() -> new Answer.Refused("no drain has the id or region \"" + idOrRegion + "\"")));
    }

    static String path(JsonNode drain) {
        return "/v1/drains/" + Controller.segment(drain.path("id").asString(""));
    }

    private static String view(JsonNode body) {
        if (of(body).isEmpty()) {
            return "no region is being drained";
        }
        List<String> fields = List.of("region", "mode", "expiresAt", "owner", "id", "reason");
        TextTable table = new TextTable(List.of("REGION", "MODE", "STREAMS LEFT", "EXPIRES", "OWNER", "ID", "REASON"));
        for (JsonNode drain : of(body)) {
            List<String> row = new ArrayList<>();
            fields.forEach(field -> row.add(TimeText.seconds(drain.path(field).asString(""))));
            row.add(2, StreamsText.of(body.path("streams").path(row.getFirst())));
            table.row(row);
        }
        return table.toString();
    }
}
