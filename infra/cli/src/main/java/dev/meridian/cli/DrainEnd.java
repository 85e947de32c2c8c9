package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(name = "end", description = "Ends a drain, or every drain of a region; its traffic ramps up again.")
final class DrainEnd implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID|REGION")
    private String wanted = "";

    DrainEnd(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(
                controller -> controller.get("/v1/drains").then(body -> end(controller, body)), DrainEnd::view);
    }

    /** Answers with the drains that were ended. */
    private Answer end(Controller controller, JsonNode body) {
        List<JsonNode> drains =
                DrainList.of(body).stream().filter(this::isWanted).toList();
        if (drains.isEmpty()) {
            return new Answer.Refused("no drain has the id or region \"" + wanted + "\"");
        }
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        Answer answer = new Answer.Accepted(ended);
        for (JsonNode drain : drains) {
            String path = "/v1/drains/" + Controller.segment(id(drain));
            answer = answer.then(_ -> controller.delete(path)).then(_ -> new Answer.Accepted(ended.add(drain)));
        }
        return answer;
    }

    private boolean isWanted(JsonNode drain) {
        return wanted.equals(id(drain)) || wanted.equals(region(drain));
    }

    private static String view(JsonNode ended) {
        List<String> lines = ended.values().stream()
                .map(drain -> "ended drain " + id(drain) + " of " + region(drain))
                .toList();
        return String.join("\n", lines);
    }

    private static String id(JsonNode drain) {
        return drain.path("id").asString("");
    }

    private static String region(JsonNode drain) {
        return drain.path("region").asString("");
    }
}
