/**
 * Tests of the latest messages.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.report;

import org.jspecify.annotations.NullMarked;
