/**
 * Tests of what people read and write.
 * The build runs them.
 * Nothing here knows of the controller.
 */
@NullMarked
package dev.meridian.cli.text;

import org.jspecify.annotations.NullMarked;
