package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.routing.region.OriginId;
import java.util.List;
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

@Command(name = "unpin", description = "Ends the pin of an origin, or all pins: their shares are decided again.")
final class Unpin implements Callable<Integer>, Steer {
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
        return session.change(consent, this, Unpin::view);
    }

    /** A dry run shows the first one: each pin is of its own. */
    @Override
    public Answer send(Controller controller, boolean dryRun) {
        return controller.get("/v1/pins").then(body -> {
            List<String> origins = wanted.of(body);
            if (origins.isEmpty()) {
                return new Answer.Refused(
                        wanted.origin == null ? "no origin is pinned" : wanted.origin + " is not pinned");
            }
            return dryRun ? controller.delete(Steer.path(path(origins.getFirst()), true)) : end(controller, origins);
        });
    }

    private static Answer end(Controller controller, List<String> origins) {
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        Answer answer = new Answer.Accepted(ended);
        for (String origin : origins) {
            answer =
                    answer.then(_ -> controller.delete(path(origin))).then(_ -> new Answer.Accepted(ended.add(origin)));
        }
        return answer;
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

        @SuppressWarnings("UnusedVariable") // picocli writes it; without it an origin is named
        @Option(names = "--all", required = true, description = "All pins, such as those of a rollback.")
        private boolean all;

        List<String> of(JsonNode body) {
            return body.path("pins").propertyNames().stream()
                    .filter(name -> origin == null || origin.value().equals(name))
                    .toList();
        }
    }
}
