package dev.meridian.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that changes something: whether it is meant, and in spite of what. */
final class Consent {
    @Option(names = "--dry-run", description = "Shows what it would lead to and changes nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask. Nothing is asked either where no person is at a terminal.")
    private boolean yes;

    @Option(
            names = "--override",
            paramLabel = "REASON",
            description = "In spite of what speaks against it; needs the role admin, and is in the audit.")
    private @Nullable String override;

    boolean isDryRun() {
        return dryRun;
    }

    boolean isGiven() {
        return yes;
    }

    /** Adds to a change in spite of what it is made, if that was said. */
    void addTo(Map<String, Object> change) {
        if (override != null) {
            change.put("override", Map.of("reason", override));
        }
    }
}
