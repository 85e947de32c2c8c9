package dev.meridian.routing.decision;

import dev.meridian.routing.table.RoutingTable;
import org.jspecify.annotations.Nullable;

/**
 * The table that holds from now on.
 *
 * @param table the new one, or the previous one
 * @param tried the one that a canary is to run; null where there is none
 * @param refusal why a new one was refused; null where none was
 */
record Published(
        RoutingTable table,
        @Nullable RoutingTable tried,
        @Nullable String refusal) {}
