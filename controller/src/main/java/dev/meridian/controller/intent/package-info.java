/**
 * What operators want: the installation's regions, their weights, and drains.
 * The admin endpoints write here, the decision thread reads.
 * What was accepted is in the store before the method returns, and the decision is told at once.
 */
@NullMarked
package dev.meridian.controller.intent;

import org.jspecify.annotations.NullMarked;
