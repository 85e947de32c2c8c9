package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(name = "history", description = "Lists the tables that were published and why each was another, oldest first.")
final class History implements Callable<Integer> {
    private static final int PAGE = 1_000;

    private final Session session;

    @Option(names = "--last", paramLabel = "N", description = "Only so many, the latest; 20 unless given.")
    private int last = 20;

    History(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(this::walk, History::view);
    }

    private Answer walk(Controller controller) {
        List<JsonNode> tables = new ArrayList<>();
        String after = "0.0";
        while (true) {
            Answer answer = controller.get("/v1/tables?after=" + after + "&limit=" + PAGE);
            if (!(answer instanceof Answer.Accepted accepted)) {
                return answer;
            }
            List<JsonNode> page = List.copyOf(accepted.body().path("tables").values());
            tables.addAll(page);
            if (page.size() < PAGE) {
                break;
            }
            after = Shares.version(page.getLast());
        }
        ArrayNode latest = JsonNodeFactory.instance.arrayNode();
        tables.subList(Math.max(0, tables.size() - Math.max(1, last)), tables.size())
                .forEach(latest::add);
        return new Answer.Accepted(JsonNodeFactory.instance.objectNode().set("tables", latest));
    }

    private static String view(JsonNode body) {
        TextTable rows = new TextTable(List.of("TABLE", "DECIDED", "WHY"));
        for (JsonNode table : body.path("tables")) {
            String version = Shares.version(table);
            String decided = TimeText.seconds(table.path("decidedAt").asString(""));
            if (table.path("why").isEmpty()) {
                rows.row(List.of(version, decided, ""));
            }
            table.path("why").forEach(why -> rows.row(List.of(version, decided, why.asString(""))));
        }
        return rows.toString();
    }
}
