/**
 * The built programs as child processes: their jars and memory, from start to end.
 * The gateways that are measured are started here.
 * A closed program has no living process, whatever happened to the case that used it.
 */
@NullMarked
package dev.meridian.conformance.process;

import org.jspecify.annotations.NullMarked;
