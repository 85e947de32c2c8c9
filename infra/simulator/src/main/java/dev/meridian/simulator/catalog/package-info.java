/**
 * The models that the simulator offers: how fast each one answers and what it costs.
 * The answers read a model's pace here, the control API and settings change it while the simulator runs.
 * Every profile is valid and immutable; the catalog always holds at least one and never more than its limit.
 */
@NullMarked
package dev.meridian.simulator.catalog;

import org.jspecify.annotations.NullMarked;
