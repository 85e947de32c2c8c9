package dev.meridian.controller.store;

import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.List;

/**
 * That a table was published.
 *
 * @param decidedAt when it was decided
 * @param why it is another one than the table before, a line for each reason
 */
public record Publication(TableVersion version, Instant decidedAt, List<String> why) {
    /** Copies its collection. */
    public Publication {
        why = List.copyOf(why);
    }
}
