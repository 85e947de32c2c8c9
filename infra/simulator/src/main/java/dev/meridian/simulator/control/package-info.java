/**
 * The simulator's own API below {@code /_sim/}: faults, regions, models, scripts, and what was received.
 * People with curl, the demo and tests in other processes call it; the server hands it what comes below that path.
 * Every answer is JSON, and what the caller did wrong is a 4xx that says so.
 */
@NullMarked
package dev.meridian.simulator.control;

import org.jspecify.annotations.NullMarked;
