/**
 * The programs as processes: their command lines, files, ports and secrets, from start to end.
 * The tests stand on it; nothing else calls it.
 * A closed world has no living process, whatever happened to the tests in it.
 */
@NullMarked
package dev.meridian.e2e.world;

import org.jspecify.annotations.NullMarked;
