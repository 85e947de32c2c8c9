package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TextTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "diff", description = "Shows what one table says otherwise than another.")
final class Diff implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "FROM", description = "A version as history shows it, such as 3.17.")
    private String from = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "The table that holds unless given.")
    private @Nullable String to;

    Diff(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(this::ask, Diff::view);
    }

    private Answer ask(Controller controller) {
        return to == null
                ? controller.get("/v1/table").then(table -> ask(controller, Shares.version(table)))
                : ask(controller, to);
    }

    private Answer ask(Controller controller, String other) {
        return controller.get("/v1/tables/" + Controller.segment(from) + "/diff/" + Controller.segment(other));
    }

    private static String view(JsonNode diff) {
        TextTable rows = new TextTable(List.of("ORIGIN", "REGION", "WHAT", "BEFORE", "AFTER"));
        int changes = 0;
        for (Map.Entry<String, JsonNode> region : diff.path("regions").properties()) {
            for (String what : List.of("endpoint", "kind", "health", "labels")) {
                changes += row(
                        rows,
                        "",
                        region.getKey(),
                        what,
                        text(region.getValue().path("before").path(what)),
                        text(region.getValue().path("after").path(what)));
            }
        }
        for (Map.Entry<String, JsonNode> origin : diff.path("origins").properties()) {
            String name = origin.getKey();
            for (Map.Entry<String, JsonNode> share :
                    origin.getValue().path("shares").properties()) {
                changes += shift(rows, name, share.getKey(), "share", share.getValue());
            }
            changes += shift(rows, name, "", "shed", origin.getValue().path("shed"));
            JsonNode labels = origin.getValue().path("residency");
            changes += row(rows, name, "", "residency", text(labels.path("before")), text(labels.path("after")));
        }
        String title = "table " + Shares.number(diff.path("from")) + " -> " + Shares.number(diff.path("to"));
        return changes == 0 ? title + ": they say the same" : title + "\n\n" + rows;
    }

    private static int shift(TextTable rows, String origin, String region, String what, JsonNode shift) {
        return row(
                rows,
                origin,
                region,
                what,
                shift.isObject() ? Shares.percent(shift.path("before")) : "",
                shift.isObject() ? Shares.percent(shift.path("after")) : "");
    }

    private static int row(TextTable rows, String origin, String region, String what, String before, String after) {
        if (before.equals(after)) {
            return 0;
        }
        rows.row(List.of(origin, region, what, before, after));
        return 1;
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString("") : node.isArray() && !node.isEmpty() ? node.toString() : "";
    }
}
