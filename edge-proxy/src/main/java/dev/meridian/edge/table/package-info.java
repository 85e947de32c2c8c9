/**
 * The routing table's way in: from the controller by long poll, from disk at start.
 * One thread polls; the last good table is published and kept on disk.
 * A table that is older, malformed or oversized is never applied, and what serves goes on serving.
 */
@NullMarked
package dev.meridian.edge.table;

import org.jspecify.annotations.NullMarked;
