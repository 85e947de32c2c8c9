/**
 * What counts as lost, what as failed, and how samples add up.
 * Surefire calls it.
 * Clients talk to real sockets on loopback.
 */
@NullMarked
package dev.meridian.demo.traffic;

import org.jspecify.annotations.NullMarked;
