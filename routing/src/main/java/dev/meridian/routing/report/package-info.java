/**
 * What is seen: reports of agents and observations of edges, the only evidence the decision has.
 * Agents and edges build them, the controller receives them, the decision reads them.
 * Every instance is valid (a record refuses bad values by name and limit) and immutable; counts are of one interval.
 */
@NullMarked
package dev.meridian.routing.report;

import org.jspecify.annotations.NullMarked;
