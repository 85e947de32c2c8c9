/**
 * How a change is asked for and what it leads to: preconditions, repeats, dry runs, objections and overrides.
 * The admin endpoints say what their changes are; everything that all changes have in common is here.
 * A change is made once, on the state that its caller has seen, and with its answer in one write of the store; or not at all.
 */
@NullMarked
package dev.meridian.controller.change;

import org.jspecify.annotations.NullMarked;
