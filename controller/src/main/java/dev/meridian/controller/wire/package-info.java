/**
 * JSON of the routing records, as docs/wire.md has it.
 * Endpoints read and write messages through it, the store its decisions.
 * What it returns is valid; everything else is a {@link dev.meridian.controller.wire.BadMessage} naming field and limit.
 */
@NullMarked
package dev.meridian.controller.wire;

import org.jspecify.annotations.NullMarked;
