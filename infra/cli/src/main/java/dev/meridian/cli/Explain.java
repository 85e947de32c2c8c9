package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.PlainText;
import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "explain",
        description =
                "Shows why the shares of the latest decision are what they are; with ORIGIN all that went into its own.")
final class Explain implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "ORIGIN",
            description = "Also its demand, loads, distances, and what operators hold.")
    private @Nullable OriginId whole;

    @Option(names = "--origin", paramLabel = "ORIGIN", description = "Only shares of this origin; not beside ORIGIN.")
    private @Nullable OriginId origin;

    @Option(names = "--region", paramLabel = "REGION", description = "Only shares of this region.")
    private @Nullable RegionId region;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Explain(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (whole != null && origin != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "give ORIGIN or --origin, not both");
        }
        if (whole != null) {
            String path = "/v1/explain?origin=" + Controller.segment(whole.value());
            return session.run(
                    controller -> controller.get(path).then(body -> inRegion(body, body.path("shares"))),
                    body -> ExplainText.of(body, region == null ? null : region.value()));
        }
        return session.run(controller -> controller.get("/v1/decisions/latest").then(this::ofOrigin), this::view);
    }

    private Answer ofOrigin(JsonNode decision) {
        if (origin != null && !decision.path("reasons").has(origin.value())) {
            return new Answer.Refused("the decision has no origin " + origin + " (it has: "
                    + String.join(", ", decision.path("reasons").propertyNames()) + ")");
        }
        return inRegion(decision, decision.path("states"));
    }

    private Answer inRegion(JsonNode body, JsonNode regions) {
        if (region != null && !regions.has(region.value())) {
            return new Answer.Refused("the decision has no region " + region + " (it has: "
                    + String.join(", ", regions.propertyNames()) + ")");
        }
        return new Answer.Accepted(body);
    }

    private String view(JsonNode decision) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(Shares.headline(decision));
        for (JsonNode alarm : decision.path("alarms")) {
            paragraphs.add("ALARM: " + PlainText.of(alarm.asString("")));
        }
        paragraphs.add(states(decision.path("states")));
        for (Map.Entry<String, JsonNode> from : decision.path("reasons").properties()) {
            for (Map.Entry<String, JsonNode> to : from.getValue().properties()) {
                if (isWanted(origin, from.getKey()) && isWanted(region, to.getKey())) {
                    paragraphs.add(from.getKey() + " -> " + to.getKey() + "\n" + steps(to.getValue()));
                }
            }
        }
        return String.join("\n\n", paragraphs);
    }

    private static boolean isWanted(@Nullable Object wanted, String name) {
        return wanted == null || wanted.toString().equals(name);
    }

    private String states(JsonNode states) {
        TextTable table = new TextTable(List.of("REGION", "HEALTH", "SINCE", "SCORE", "DIAL", "BECAUSE"));
        for (Map.Entry<String, JsonNode> each : states.properties()) {
            JsonNode state = each.getValue();
            if (isWanted(region, each.getKey())) {
                table.row(List.of(
                        each.getKey(),
                        state.path("health").asString(""),
                        TimeText.seconds(state.path("since").asString("")),
                        Shares.percent(state.path("score")),
                        Shares.percent(state.path("dial")),
                        state.path("because").asString("")));
            }
        }
        return table.toString();
    }

    static String steps(JsonNode reasons) {
        TextTable table = new TextTable(List.of("STAGE", "BEFORE", "AFTER", "BECAUSE"));
        for (JsonNode reason : reasons) {
            table.row(List.of(
                    reason.path("stage").asString(""),
                    Shares.percent(reason.path("before")),
                    Shares.percent(reason.path("after")),
                    reason.path("because").asString("")));
        }
        return table.toString().indent(2).stripTrailing();
    }
}
