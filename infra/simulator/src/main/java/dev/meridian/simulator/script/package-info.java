/**
 * Faults by the clock: a list of steps, each at its time from the start.
 * A file given at the start or the control API hands a script over; its steps act on faults, regions and models.
 * At most one script runs at a time, and a script is checked as a whole before its first step.
 */
@NullMarked
package dev.meridian.simulator.script;

import org.jspecify.annotations.NullMarked;
