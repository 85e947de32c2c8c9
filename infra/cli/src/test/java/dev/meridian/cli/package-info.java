/**
 * Tests of the command line against a controller that answers as the wire contract says.
 * The build runs them.
 * Each test owns its fake controller, on a port of its own.
 */
@NullMarked
package dev.meridian.cli;

import org.jspecify.annotations.NullMarked;
