/**
 * Makes broken input out of good one, case after case from one seed, and judges what comes of it.
 * The tests named {@code *FuzzTest}, each beside what it tests, call it.
 * A case depends on the seed and its own number only, so that each one can be run again alone.
 */
@NullMarked
package dev.meridian.edge.fuzz;

import org.jspecify.annotations.NullMarked;
