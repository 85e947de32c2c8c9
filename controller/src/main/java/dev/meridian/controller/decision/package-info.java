/**
 * The decision thread: builds the inputs, asks the policy, stores the decision, publishes its table.
 * It runs every interval and at once when an intent changes; admin endpoints read its latest decision.
 * Only this thread writes tables, and a table is stored before anybody sees it.
 */
@NullMarked
package dev.meridian.controller.decision;

import org.jspecify.annotations.NullMarked;
