/** Decisions of other versions and of today's are read. */
@NullMarked
package dev.meridian.cli.replay;

import org.jspecify.annotations.NullMarked;
