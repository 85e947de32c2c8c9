/**
 * Runs the scenarios and writes what came of them: a page, a picture each, and the last line.
 * infra/bin/scenarios starts it, and a test runs a short form of it.
 * What is written depends on the seeds alone, so that a change of the decision is a diff.
 */
@NullMarked
package dev.meridian.scenarios.report;

import org.jspecify.annotations.NullMarked;
