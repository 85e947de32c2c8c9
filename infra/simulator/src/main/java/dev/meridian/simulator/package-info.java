/**
 * A HolySheep stand-in: an OpenAI-compatible API that fails on command, down to bytes, and remembers what it received.
 * It runs as a program of its own, and tests of other modules start it in their process.
 * The same request is answered with the same bytes, unless a fault befalls it; everything it holds is bounded.
 */
@NullMarked
package dev.meridian.simulator;

import org.jspecify.annotations.NullMarked;
