/**
 * The numbers of the decision, a record for each stage, with their defaults.
 * The controller makes them of its settings; scenarios switch a mechanism off by one of them.
 * Every instance is valid: a number out of its range is refused by name and limit.
 */
@NullMarked
package dev.meridian.routing.policy;

import org.jspecify.annotations.NullMarked;
