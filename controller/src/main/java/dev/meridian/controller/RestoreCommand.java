package dev.meridian.controller;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.store.Restore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The program's other use: {@code restore FILE --data-dir DIR}, while no controller runs. */
final class RestoreCommand {
    static final String NAME = "restore";

    private static final String USAGE = "usage: restore FILE --data-dir DIR";
    private static final String HELP = """
            Puts back FILE, a backup of a controller's store, into DIR, the data-dir of a controller that does not run.
            It checks the backup first, and keeps what was there beside it, as controller.db.before-TIME.
            Exit codes: 0 done; 1 not done, and nothing was changed; 2 wrong usage.""";
    private static final String OPTION = "--data-dir";
    private static final int WRONG_USAGE = 2;

    private RestoreCommand() {}

    /** As a program of its own. */
    static int main(List<String> arguments) {
        // Spring, which sets this for the controller, does not run here.
        LoggingSystem.get(RestoreCommand.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        return run(arguments, System.out, System.err);
    }

    /** The exit code: 0 done, or help given; 1 not done, and nothing was changed; 2 wrong usage. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(USAGE);
            out.println(HELP);
            return 0;
        }
        if (arguments.size() != 4 || !arguments.get(2).equals(OPTION)) {
            err.println(USAGE);
            return WRONG_USAGE;
        }
        try {
            out.println(Restore.run(Path.of(arguments.get(1)), Path.of(arguments.get(3)), Instant.now()));
            return 0;
        } catch (ConfigurationError e) {
            err.println("meridian restore: " + e.getMessage());
            return 1;
        }
    }
}
