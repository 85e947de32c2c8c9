/**
 * What agents and edges saw: the latest message of each sender, and how old it is.
 * Agents and edges post here, the decision thread reads.
 * An older or repeated message changes nothing, no sender's clock is compared, and the number of senders is bounded.
 */
@NullMarked
package dev.meridian.controller.report;

import org.jspecify.annotations.NullMarked;
