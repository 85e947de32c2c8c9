package dev.meridian.routing.decision;

import dev.meridian.routing.table.RoutingTable;
import org.jspecify.annotations.Nullable;

/**
 * The table that holds from now on.
 *
 * @param table the new one, or the previous one
 * @param refusal why a new one was refused; null where none was
 */
record Published(RoutingTable table, @Nullable String refusal) {}
