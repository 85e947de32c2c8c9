/**
 * The exact minimum-cost flow from origins over regions: the core of the allocation.
 * The decision states a problem in whole numbers and reads the best flow and the regions' prices.
 * The same problem gives the same flow; there always is one, since what no region takes is shed.
 */
@NullMarked
package dev.meridian.routing.flow;

import org.jspecify.annotations.NullMarked;
