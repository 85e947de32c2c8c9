/**
 * The listening side: connections, requests in, responses out, timers, start and stop.
 * Netty calls in on an event loop; exchanges are made here and answer through a {@code ClientConnection}.
 * One exchange lives on one event loop, nothing blocks there, and requests of a connection are answered in order.
 */
@NullMarked
package dev.meridian.edge.server;

import org.jspecify.annotations.NullMarked;
