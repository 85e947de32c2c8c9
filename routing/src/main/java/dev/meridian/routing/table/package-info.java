/**
 * The routing table: which part of an origin's new requests each region gets, and where the regions are.
 * The controller publishes tables, edges apply them, agents read the endpoints to probe from them.
 * The shares of every origin sum to 10 000 basis points and name only regions of the table.
 */
@NullMarked
package dev.meridian.routing.table;

import org.jspecify.annotations.NullMarked;
