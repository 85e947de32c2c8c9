/**
 * Tests of the whole controller over HTTP.
 * The build runs them.
 * Each starts its own controller on a free port with its own directory.
 */
@NullMarked
package dev.meridian.controller;

import org.jspecify.annotations.NullMarked;
