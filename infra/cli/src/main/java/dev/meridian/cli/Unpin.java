package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.routing.region.OriginId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "unpin", description = "Ends the pin of an origin, or all pins: their shares are decided again.")
final class Unpin implements Callable<Integer> {
    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    @ArgGroup(multiplicity = "1")
    private Wanted wanted = new Wanted();

    Unpin(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.change(consent, new Amendment(this::look, this::end), Unpin::view);
    }

    /** Answers with the pins by origin, each as {@code etag}. */
    private Answer look(Controller controller) {
        if (wanted.origin != null) {
            String origin = wanted.origin.value();
            return controller
                    .get(path(origin))
                    .thenAccepted(pin -> new Answer.Accepted(tags().put(origin, pin.etag())));
        }
        return controller.get("/v1/pins").then(body -> all(controller, body.path("pins")));
    }

    private static Answer all(Controller controller, JsonNode pins) {
        ObjectNode tags = tags();
        for (String origin : pins.propertyNames()) {
            Answer answer = controller.get(path(origin));
            if (answer instanceof Answer.Accepted pin) {
                tags.put(origin, pin.etag());
            } else if (!isGone(answer)) {
                return answer;
            }
        }
        return tags.isEmpty() ? new Answer.Refused("no origin is pinned") : new Answer.Accepted(tags);
    }

    private static ObjectNode tags() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Somebody else has ended it, or its time. */
    private static boolean isGone(Answer answer) {
        return answer instanceof Answer.Refused refused && refused.isMissing();
    }

    private Answer end(Controller controller, Answer.Accepted tags, boolean dryRun) {
        return dryRun ? tried(controller, tags.body()) : end(controller, tags.body());
    }

    /** Shows what the end of the first one leads to, since each pin is ended on its own, and names the others. */
    private static Answer tried(Controller controller, JsonNode tags) {
        Map.Entry<String, JsonNode> first = tags.properties().iterator().next();
        return controller
                .delete(Steer.path(path(first.getKey()), true), first.getValue().asString(""))
                .then(body -> {
                    if (tags.size() > 1 && body.path("outlook").path("notes") instanceof ArrayNode notes) {
                        notes.add("this is what the end of the pin of " + first.getKey() + " leads to; ended are: "
                                + String.join(", ", tags.propertyNames()));
                    }
                    return new Answer.Accepted(body);
                });
    }

    private Answer end(Controller controller, JsonNode tags) {
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, JsonNode> pin : tags.properties()) {
            Answer answer = controller.delete(path(pin.getKey()), pin.getValue().asString(""));
            if (!(answer instanceof Answer.Accepted || (wanted.all && isGone(answer)))) {
                return ended.isEmpty() ? answer : answer.saying(partly(ended, pin.getKey()));
            }
            ended.add(pin.getKey());
        }
        return new Answer.Accepted(ended);
    }

    private static String partly(ArrayNode ended, String origin) {
        List<String> names = ended.values().stream().map(JsonNode::asString).toList();
        return "not pinned any more: " + String.join(", ", names) + "; but of the pin of " + origin + ": ";
    }

    private static String path(String origin) {
        return "/v1/pins/" + Controller.segment(origin);
    }

    private static String view(JsonNode ended) {
        List<String> lines = ended.values().stream()
                .map(origin -> "origin " + origin.asString("") + " is not pinned any more")
                .toList();
        return String.join("\n", lines);
    }

    /** One of both. */
    private static final class Wanted {
        @Parameters(paramLabel = "ORIGIN")
        private @Nullable OriginId origin;

        @Option(names = "--all", required = true, description = "All pins, such as those of a rollback.")
        private boolean all;
    }
}
