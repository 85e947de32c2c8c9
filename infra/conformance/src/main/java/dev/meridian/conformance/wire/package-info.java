/**
 * A client of plain sockets: it says exactly what it is told, well formed or not, and sees when each byte comes.
 * The cases speak through it, to the gateway and to the upstream itself.
 * Nothing is retried, and no wait is longer than the limit of the connection.
 */
@NullMarked
package dev.meridian.conformance.wire;

import org.jspecify.annotations.NullMarked;
