/**
 * The 44 cases, by theme: each a number, a title, what it needs, and what it does.
 * The runner runs them, each on the stage of its setup.
 * A case takes the design's words and bounds literally; where they leave a choice, its title says which was made.
 */
@NullMarked
package dev.meridian.conformance.cases;

import org.jspecify.annotations.NullMarked;
