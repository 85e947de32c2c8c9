package dev.meridian.agent.table;

import dev.meridian.routing.table.RoutingTable;

/** How one poll for the table ended. */
sealed interface Poll {
    /**
     * A valid table; whether it is newer is not said.
     *
     * @param etag to ask for the next one with
     */
    record Received(RoutingTable table, String etag) implements Poll {}

    /** The table is still the one the agent has. */
    record Unchanged() implements Poll {}

    /** What came is no table; the reason says why. */
    record Garbled(String reason) implements Poll {}

    /** The controller does not let the agent have it: a 4xx. */
    record Refused(int status, String reason) implements Poll {}

    /** The controller has no table yet, could not be reached or could not answer now. */
    record Failed(String reason) implements Poll {}
}
