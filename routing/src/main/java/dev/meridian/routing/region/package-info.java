/**
 * The names of things: regions, origins, senders, endpoints, and the states a region can be in.
 * Everything else in this module, and all three programs, speak in them.
 * Every instance is valid (a record refuses bad values by name and limit) and immutable.
 */
@NullMarked
package dev.meridian.routing.region;

import org.jspecify.annotations.NullMarked;
