package dev.meridian.cli;

import dev.meridian.cli.audit.AuditPages;
import dev.meridian.cli.text.TextTable;
import dev.meridian.cli.text.TimeText;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "audit",
        description =
                "Lists what was changed or refused, oldest first; -o json prints a line for each entry, -o yaml a document.")
final class Audit implements Callable<Integer> {
    private static final List<String> FIELDS =
            List.of("id", "at", "who", "action", "target", "outcome", "before", "after", "reason", "why");

    private final Session session;

    @Option(names = "--after", paramLabel = "ID", description = "Begins after the entry of this id.")
    private long after;

    Audit(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Output output = session.output();
        if (output != Output.table) {
            return session.exchange(
                    controller -> AuditPages.walk(controller, after, entry -> session.say(output.entry(entry))),
                    _ -> Session.DONE);
        }
        TextTable table = new TextTable(
                List.of("ID", "AT", "WHO", "ACTION", "TARGET", "OUTCOME", "BEFORE", "AFTER", "REASON", "WHY"));
        return session.exchange(
                controller -> AuditPages.walk(controller, after, entry -> table.row(cells(entry))), _ -> {
                    session.say(table.toString());
                    return Session.DONE;
                });
    }

    private static List<String> cells(JsonNode entry) {
        Stream<String> cells =
                FIELDS.stream().map(field -> TimeText.seconds(entry.path(field).asString("")));
        return cells.toList();
    }
}
