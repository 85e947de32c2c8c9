/**
 * The JSON of reports and routing tables, as docs/wire.md has it.
 * The reporter writes, the table follower reads.
 * What is written is valid by the contract; what is read is refused as a whole or valid as a whole.
 */
@NullMarked
package dev.meridian.agent.wire;

import org.jspecify.annotations.NullMarked;
