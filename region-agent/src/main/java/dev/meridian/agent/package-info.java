/**
 * The region-agent: observes its region and reports to the controller.
 * The main class starts it; its configuration lists every part in the order data flows.
 * Nothing else in the agent depends on this package.
 */
@NullMarked
package dev.meridian.agent;

import org.jspecify.annotations.NullMarked;
