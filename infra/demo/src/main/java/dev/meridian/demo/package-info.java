/**
 * The whole of Meridian on one machine: the real programs as processes, under traffic, to look at or as a story.
 * {@code infra/bin/demo} calls it; nothing else does.
 * Whatever way it ends, no process and no secret is left behind.
 */
@NullMarked
package dev.meridian.demo;

import org.jspecify.annotations.NullMarked;
