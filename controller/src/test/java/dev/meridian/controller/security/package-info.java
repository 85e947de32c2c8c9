/**
 * Tests of credentials.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.security;

import org.jspecify.annotations.NullMarked;
