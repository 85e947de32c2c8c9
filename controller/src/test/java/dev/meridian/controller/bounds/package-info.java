/**
 * Tests of the bounds on callers.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.bounds;

import org.jspecify.annotations.NullMarked;
