package dev.meridian.controller.store;

import dev.meridian.routing.table.RoutingTable;
import java.util.List;

/**
 * A table that was published.
 *
 * @param why it is another one than the table before, a line for each reason
 */
public record KeptTable(RoutingTable table, List<String> why) {
    /** Copies its collection. Its texts are lines: they have no line breaks. */
    public KeptTable {
        why = why.stream().map(line -> line.replaceAll("\\R", " ")).toList();
    }

    /** The same without what the table says. */
    public Publication publication() {
        return new Publication(table.version(), table.decidedAt(), why);
    }
}
