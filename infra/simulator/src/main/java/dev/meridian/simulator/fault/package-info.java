/**
 * What can go wrong with an answer: kinds of faults, and rules that say which requests they befall.
 * Tests, scripts and the control API add rules; the server asks, per request, which rule it falls under.
 * A fault is a pure change of a plan; only the rules count, and at most one rule befalls a request.
 */
@NullMarked
package dev.meridian.simulator.fault;

import org.jspecify.annotations.NullMarked;
