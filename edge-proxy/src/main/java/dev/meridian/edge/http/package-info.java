/**
 * Netty's HTTP codec as the edge uses it: the server's and the upstream connections' ends.
 * A connection's pipeline holds one decoder and one encoder of these.
 * What is written to the wire is the same as Netty's own; small bodies go out in one piece with what surrounds them.
 */
@NullMarked
package dev.meridian.edge.http;

import org.jspecify.annotations.NullMarked;
