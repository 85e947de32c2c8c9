/**
 * Which region: the table seen from this edge, its endpoints and its local ejections, as one immutable view.
 * A view is made when a table is applied and read by every request without a lock.
 * A region that this edge ejected is skipped at once, before the controller knows.
 */
@NullMarked
package dev.meridian.edge.route;

import org.jspecify.annotations.NullMarked;
