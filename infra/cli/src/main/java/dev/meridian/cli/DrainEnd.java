package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(name = "end", description = "Ends a drain, or every drain of a region; its traffic ramps up again.")
final class DrainEnd implements Callable<Integer>, Steer {
    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    @Parameters(paramLabel = "ID|REGION")
    private String wanted = "";

    DrainEnd(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.change(consent, this, DrainEnd::view);
    }

    @Override
    public Answer send(Controller controller, boolean dryRun) {
        return controller.get("/v1/drains").then(body -> {
            List<JsonNode> drains = DrainList.wanted(body, wanted);
            return drains.isEmpty()
                    ? DrainList.none(wanted)
                    : dryRun ? tried(controller, drains.getFirst()) : end(controller, drains);
        });
    }

    /** A region has one drain at a time. */
    private static Answer tried(Controller controller, JsonNode drain) {
        return controller.delete(Steer.path(DrainList.path(drain), true));
    }

    /** Answers with the drains that were ended, however long they were to last: whoever ends one wants it away. */
    private static Answer end(Controller controller, List<JsonNode> drains) {
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        Answer answer = new Answer.Accepted(ended);
        for (JsonNode drain : drains) {
            answer = answer.then(_ -> controller.delete(DrainList.path(drain)))
                    .then(_ -> new Answer.Accepted(ended.add(drain)));
        }
        return answer;
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
