/**
 * The table that holds, for edges and agents to pull.
 * The decision thread publishes, {@code GET /v1/table} serves, waiting callers wake at the next table.
 * There is one current table behind one volatile; readers never lock, and a table is serialised once.
 */
@NullMarked
package dev.meridian.controller.publish;

import org.jspecify.annotations.NullMarked;
