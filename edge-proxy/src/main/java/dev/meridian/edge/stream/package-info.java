/**
 * Server-sent events as bytes: where events end, and what each one means.
 * The relay of a streamed answer asks it; nothing else does.
 * Bytes are looked at and never changed, and the memory for one event is bounded.
 */
@NullMarked
package dev.meridian.edge.stream;

import org.jspecify.annotations.NullMarked;
