/**
 * What operators and automation did, as a chain of entries that shows whether one was changed, left out or put in.
 * The controller's store adds to it and the command line verifies it, by the same hash.
 * An entry is bounded; it holds no token, and its hash covers all of it and the hash of the entry before.
 */
@NullMarked
package dev.meridian.routing.audit;

import org.jspecify.annotations.NullMarked;
