/**
 * What the simulator received and what came of it, for tests to ask.
 * The server writes an entry per request and closes it at its end; tests and the control API read.
 * Everything is bounded: the newest entries stay, bodies are kept up to a limit, statistics count a bounded set of keys.
 */
@NullMarked
package dev.meridian.simulator.log;

import org.jspecify.annotations.NullMarked;
