package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

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
                ? session.run(
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

    private String written(JsonNode made) {
        JsonNode version = made.at("/decision/table/version");
        return "decision of table " + version.path("epoch") + "." + version.path("version") + " saved to " + file;
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
            differences.forEach(session::say);
            session.say((differences.isEmpty() ? "the same: " : differences.size() + " differences: ") + "table "
                    + replay.decision().table().version() + " of "
                    + replay.decision().decidedAt());
            return differences.isEmpty() ? Session.DONE : Session.REFUSED;
        } catch (IOException e) {
            return session.complain(Session.USAGE, "file " + file + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return session.complain(Session.USAGE, "file " + file + ": " + e.getMessage());
        }
    }
}
