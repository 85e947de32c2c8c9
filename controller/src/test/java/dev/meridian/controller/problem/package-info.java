/**
 * Tests of how bodies are read.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.problem;

import org.jspecify.annotations.NullMarked;
