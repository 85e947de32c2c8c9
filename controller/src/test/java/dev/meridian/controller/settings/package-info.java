/**
 * Tests of settings and configuration files.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.settings;

import org.jspecify.annotations.NullMarked;
