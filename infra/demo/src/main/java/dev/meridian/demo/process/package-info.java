/**
 * Programs as child processes: started, watched, killed, and cleaned up whatever happens.
 * The world starts its programs here, tests start small ones.
 * A group that was closed has no living process, and what a program printed is in its log until the group's owner deletes it.
 */
@NullMarked
package dev.meridian.demo.process;

import org.jspecify.annotations.NullMarked;
