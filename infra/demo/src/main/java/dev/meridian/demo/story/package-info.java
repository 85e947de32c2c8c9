/**
 * The story: what happens to three regions in a bad quarter of an hour, told in two minutes and checked as it is told.
 * {@code infra/bin/demo --story} plays it, people and CI read it.
 * Every step waits for conditions with a deadline, and a step is as expected only if no request failed during it.
 */
@NullMarked
package dev.meridian.demo.story;

import org.jspecify.annotations.NullMarked;
