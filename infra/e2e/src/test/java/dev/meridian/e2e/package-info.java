/**
 * What the three programs do together, seen from outside.
 * The build runs it last, when the programs' jars are made.
 * Every test leaves its world as it found it: no drain, no fault, every program alive.
 */
@NullMarked
package dev.meridian.e2e;

import org.jspecify.annotations.NullMarked;
