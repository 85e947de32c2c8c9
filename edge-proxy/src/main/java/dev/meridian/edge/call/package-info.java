/**
 * Calls of the edge's background threads: to the controller, and to the upstream's list of models.
 * The table client, the observation sender and the model catalog call it; no request of a client waits for it.
 * A call ends within its limit, its body included, and never holds more of an answer than was asked for.
 */
@NullMarked
package dev.meridian.edge.call;

import org.jspecify.annotations.NullMarked;
