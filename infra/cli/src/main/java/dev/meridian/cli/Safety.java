package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "safety",
        description = "Shows the safety rules, which no drain, weight or pin may break; with an option it sets them.")
final class Safety implements Callable<Integer> {
    private static final String PATH = "/v1/safety-rules";

    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    @Option(names = "--at-least", paramLabel = "N", description = "So many regions must be left to serve.")
    private @Nullable Integer atLeast;

    @Option(
            names = "--never-together",
            paramLabel = "REGION,REGION",
            description = "Not all of these may be away at once; may be given again, and replaces all sets.")
    private List<String> together = new ArrayList<>();

    @Option(names = "--clear-together", description = "Any regions may be away at once.")
    private boolean clear;

    Safety(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean sets = atLeast != null || !together.isEmpty() || clear;
        return sets
                ? session.change(consent, new Amendment(controller -> controller.get(PATH), this::put), Safety::view)
                : session.run(controller -> controller.get(PATH), Safety::view);
    }

    /** What is not given stays as it was when it was looked at. */
    private Answer put(Controller controller, Answer.Accepted found, boolean dryRun) {
        Map<String, Object> body = new TreeMap<>();
        body.put("atLeast", atLeast == null ? found.body().path("atLeast").intValue() : atLeast);
        body.put("neverTogether", together.isEmpty() && !clear ? found.body().path("neverTogether") : sets());
        consent.addTo(body);
        return controller.put(Steer.path(PATH, dryRun), body, found.etag());
    }

    private List<List<String>> sets() {
        return together.stream()
                .map(set ->
                        List.of(set.split(",", -1)).stream().map(String::strip).toList())
                .toList();
    }

    private static String view(JsonNode rules) {
        List<String> lines = new ArrayList<>();
        lines.add("at least " + rules.path("atLeast").asInt() + " regions are left to serve");
        for (JsonNode set : rules.path("neverTogether")) {
            lines.add("never all away together: "
                    + String.join(
                            ", ",
                            set.values().stream().map(one -> one.asString("")).toList()));
        }
        return String.join("\n", lines);
    }
}
