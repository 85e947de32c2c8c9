/**
 * Tests of what makes the command line start fast.
 * The build runs them.
 * They work on the library that the command line really uses.
 */
@NullMarked
package dev.meridian.cli.start;

import org.jspecify.annotations.NullMarked;
