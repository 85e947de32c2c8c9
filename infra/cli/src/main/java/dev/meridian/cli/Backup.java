package dev.meridian.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
        return session.exchange(controller -> controller.download("/v1/backup", file.toAbsolutePath()), bytes -> {
            session.say("saved " + bytes.asLong() + " bytes to " + file);
            return Session.DONE;
        });
    }
}
