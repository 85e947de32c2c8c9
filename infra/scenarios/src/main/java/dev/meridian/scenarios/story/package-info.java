/**
 * The scenarios: what happens, what must hold, and what it is that makes it hold.
 * The runner tells each of them to a new world for every seed and every policy.
 * A scenario's claims are numbers with bounds; with its mechanism switched off at least one of them breaks.
 */
@NullMarked
package dev.meridian.scenarios.story;

import org.jspecify.annotations.NullMarked;
