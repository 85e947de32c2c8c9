/**
 * The way of reports to the controller: closed once an interval, sent when the controller can be reached.
 * Loops run it; the summary supplies it.
 * At most one report waits, the newest; a controller that is away costs bounded, jittered attempts and one log line.
 */
@NullMarked
package dev.meridian.agent.report;

import org.jspecify.annotations.NullMarked;
