/**
 * The relay under test: real sockets on loopback.
 * Surefire calls it.
 * No test waits for a fixed time; lower bounds of delays are the only times that are asserted.
 */
@NullMarked
package dev.meridian.demo.relay;

import org.jspecify.annotations.NullMarked;
