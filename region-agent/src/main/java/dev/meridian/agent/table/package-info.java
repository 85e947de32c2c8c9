/**
 * The controller's routing table, followed by long polls for the endpoints to probe.
 * A loop runs it; the peer probes read the endpoints.
 * The last good table stays in use until a newer valid one arrives, however long the controller is away.
 */
@NullMarked
package dev.meridian.agent.table;

import org.jspecify.annotations.NullMarked;
