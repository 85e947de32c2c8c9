/**
 * Tests of the JSON contract.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.wire;

import org.jspecify.annotations.NullMarked;
