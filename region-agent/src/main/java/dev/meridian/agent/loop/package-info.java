/**
 * Steps repeated for ever on virtual threads, and the pauses between them.
 * The agent's configuration starts one loop for each activity; tests drive the steps themselves.
 * A loop never ends by itself: a bug in a step is logged once, counted, and the next step runs.
 */
@NullMarked
package dev.meridian.agent.loop;

import org.jspecify.annotations.NullMarked;
