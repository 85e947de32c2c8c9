/**
 * Tests of the store: one contract, run against every implementation.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.store;

import org.jspecify.annotations.NullMarked;
