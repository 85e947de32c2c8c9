/**
 * The operators' command line: what a person types becomes a call of the controller's admin API, its answer a table.
 * {@code infra/bin/meridian} runs it; {@link dev.meridian.cli.Meridian} lists every command.
 * It keeps no state, decides nothing, and ends with one of four exit codes and at most one sentence of complaint.
 */
@NullMarked
package dev.meridian.cli;

import org.jspecify.annotations.NullMarked;
