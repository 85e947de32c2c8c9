/**
 * Servers on real sockets that stand in for edges, other regions and the controller.
 * Tests of every package start them on free loopback ports.
 * What they received can be asked for at any time; closing them closes their sockets. Beside them, what a class logs.
 */
@NullMarked
package dev.meridian.agent.fake;

import org.jspecify.annotations.NullMarked;
