/**
 * Netty's HTTP codec as the edge uses it: what encodes answers, and both ends of upstream connections.
 * The server's and the upstreams' pipelines hold them.
 * What is written to the wire is the same as Netty's own; small bodies go out in one piece with what surrounds them.
 */
@NullMarked
package dev.meridian.edge.http;

import org.jspecify.annotations.NullMarked;
