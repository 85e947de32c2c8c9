/**
 * What the probes found, added up into the report of one interval.
 * Probes add findings, the reporter closes intervals.
 * A finding is counted in exactly one interval, and the counts of an interval are never carried into the next.
 */
@NullMarked
package dev.meridian.agent.summary;

import org.jspecify.annotations.NullMarked;
