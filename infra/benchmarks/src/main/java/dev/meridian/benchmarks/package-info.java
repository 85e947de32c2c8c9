/**
 * How long the pure parts take, measured by JMH: the decision, the flow within it, and the picker.
 * {@code infra/bin/bench decision} runs it.
 * Inputs are made from fixed seeds, so that two runs measure the same work.
 */
@NullMarked
package dev.meridian.benchmarks;

import org.jspecify.annotations.NullMarked;
