/**
 * The sockets: listens on a port per region, reads requests, plays answers on connections.
 * The simulator starts and stops it; the answers, faults and log are handed to it.
 * A connection lives on one event loop, nothing blocks there, and a connection's requests are answered in order.
 */
@NullMarked
package dev.meridian.simulator.server;

import org.jspecify.annotations.NullMarked;
