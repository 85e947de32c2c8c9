/**
 * Picks a region for one request by the shares of an origin.
 * Edges call it once a request, on the event loop; the model world of the scenarios calls the same code.
 * Picking allocates nothing and never blocks; randomness is an argument.
 */
@NullMarked
package dev.meridian.routing.pick;

import org.jspecify.annotations.NullMarked;
