package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "replay",
        description = "Decides again what a controller decided, and shows whether every bit is the same.")
final class ReplayFile implements Callable<Integer> {
    /** Four times the largest answer that {@code --save} takes. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "A decision with all its inputs.")
    private Path file = Path.of("");

    @Option(names = "--save", description = "First write the controller's latest decision to the file.")
    private boolean save;

    ReplayFile(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int saved = save
                ? session.exchange(
                        controller ->
                                controller.get("/v1/decisions/latest/replay").then(this::write),
                        this::written)
                : Session.DONE;
        return saved == Session.DONE ? replay() : saved;
    }

    private Answer write(JsonNode made) {
        try {
            Files.writeString(file, made.toString());
            return new Answer.Accepted(made);
        } catch (IOException e) {
            return new Answer.Refused("file " + file + " cannot be written: " + e);
        }
    }

    private int written(JsonNode made) {
        if (session.output() == Output.table) {
            session.say("decision of table " + Shares.number(made.at("/decision/table/version")) + " saved to " + file);
        }
        return Session.DONE;
    }

    private int replay() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return session.complain(
                        Session.USAGE,
                        "file " + file + " has " + Files.size(file) + " bytes, the limit is " + MAX_BYTES);
            }
            Replay replay = Replay.read(Files.readAllBytes(file));
            List<String> differences = replay.differences();
            session.print(verdict(replay, differences), verdict -> text(verdict, differences));
            return differences.isEmpty() ? Session.DONE : Session.REFUSED;
        } catch (IOException e) {
            return session.complain(Session.USAGE, "file " + file + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return session.complain(Session.USAGE, "file " + file + ": " + e.getMessage());
        }
    }

    private static JsonNode verdict(Replay replay, List<String> differences) {
        ObjectNode verdict = JsonNodeFactory.instance
                .objectNode()
                .put("table", replay.decision().table().version().toString())
                .put("decidedAt", replay.decision().decidedAt().toString());
        ArrayNode listed = verdict.putArray("differences");
        differences.forEach(listed::add);
        return verdict;
    }

    private static String text(JsonNode verdict, List<String> differences) {
        List<String> lines = new ArrayList<>(differences);
        lines.add((differences.isEmpty() ? "the same: " : differences.size() + " differences: ") + "table "
                + verdict.path("table").asString("") + " of "
                + verdict.path("decidedAt").asString(""));
        return String.join("\n", lines);
    }
}
