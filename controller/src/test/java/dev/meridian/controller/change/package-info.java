/**
 * Tests of how changes are asked for and what they lead to.
 * The build runs them.
 * They need no running controller.
 */
@NullMarked
package dev.meridian.controller.change;

import org.jspecify.annotations.NullMarked;
