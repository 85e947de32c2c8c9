/**
 * Text as people read and write it: aligned columns, plain lines, durations such as {@code 2h}.
 * The commands use it for what they print and take.
 * Nothing here knows of the controller.
 */
@NullMarked
package dev.meridian.cli.text;

import org.jspecify.annotations.NullMarked;
