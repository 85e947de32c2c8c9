package dev.meridian.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stands in the help and in what shells complete; {@code infra/bin/meridian} has the controller's program do it. */
@Command(
        name = "restore",
        description = {
            "Puts a backup back, while no controller uses DIR: the controller's program does it, not a running controller.",
            "In a container: java -jar controller.jar restore FILE --data-dir DIR"
        })
final class Restore implements Callable<Integer> {
    private final Session session;

    @SuppressWarnings("UnusedVariable") // picocli writes it
    @Parameters(paramLabel = "FILE", description = "What backup has saved.")
    private Path file = Path.of("");

    @SuppressWarnings("UnusedVariable") // picocli writes it
    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "The controller's data-dir.")
    private Path dataDir = Path.of("");

    Restore(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.complain(
                Session.USAGE,
                "this program has no store: infra/bin/meridian restore, or java -jar controller.jar restore");
    }
}
