/**
 * JSON of the messages that this program reads and writes, as docs/wire.md says.
 * The table client reads tables and the observation sender writes observations.
 * The shared golden files hold it to the contract.
 */
@NullMarked
package dev.meridian.edge.wire;

import org.jspecify.annotations.NullMarked;
