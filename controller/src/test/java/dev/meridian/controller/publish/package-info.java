/**
 * Tests of the published table.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.publish;

import org.jspecify.annotations.NullMarked;
