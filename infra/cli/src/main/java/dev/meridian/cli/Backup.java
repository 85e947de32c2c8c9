package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "backup",
        description = {
            "Saves the controller's whole store as it is at one moment, while it goes on. Needs the role admin.",
            "infra/bin/meridian restore FILE --data-dir DIR puts it back, where no controller runs."
        })
final class Backup implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "Replaced if it is there; it is never half-written.")
    private Path file = Path.of("");

    Backup(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.run(
                controller -> controller
                        .download("/v1/backup", file.toAbsolutePath())
                        .then(bytes -> new Answer.Accepted(JsonNodeFactory.instance
                                .objectNode()
                                .put("file", file.toString())
                                .put("bytes", bytes.asLong()))),
                saved -> "saved " + saved.path("bytes").asLong() + " bytes to " + file);
    }
}
