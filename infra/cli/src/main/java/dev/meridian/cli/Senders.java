package dev.meridian.cli;

import dev.meridian.cli.text.PlainText;
import dev.meridian.cli.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
        name = "senders",
        description = "Lists the agents and edges that were heard of lately, and which table each edge runs.")
final class Senders implements Callable<Integer> {
    private final Session session;

    Senders(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(controller -> controller.get("/v1/senders"), Senders::view);
    }

    private static String view(JsonNode body) {
        TextTable table = new TextTable(List.of("KIND", "PLACE", "NAME", "HEARD", "STATE", "TABLE", "FOLLOWS"));
        body.path("agents").forEach(agent -> table.row(row("agent", agent)));
        body.path("edges").forEach(edge -> table.row(row("edge", edge)));
        List<String> lines = new ArrayList<>();
        lines.add("table " + Shares.number(body.path("table")));
        lines.add("");
        lines.add(table.toString());
        body.path("stale").forEach(sender -> lines.add("STALE: " + PlainText.of(sender.asString(""))));
        body.path("behind").forEach(sender -> lines.add("BEHIND: " + PlainText.of(sender.asString(""))));
        body.path("slow").forEach(sender -> lines.add("SLOW: " + PlainText.of(sender.asString(""))));
        body.path("stuck").forEach(sender -> lines.add("STUCK: " + PlainText.of(sender.asString(""))));
        return String.join("\n", lines);
    }

    private static List<String> row(String kind, JsonNode sender) {
        return List.of(
                kind,
                sender.path("place").asString(""),
                sender.path("name").asString(""),
                sender.path("ageMillis").asLong() / 1_000 + " s ago",
                sender.path("freshness").asString(""),
                sender.path("table").isObject() ? Shares.number(sender.path("table")) : "",
                sender.path("following").asString(""));
    }
}
