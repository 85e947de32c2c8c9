/**
 * Small sorted maps that are made once and read often: shares, round trips and traffic by region. The records that cross the
 * wire and the stages of the decision keep theirs in it. What is in such a map never changes.
 */
@NullMarked
package dev.meridian.routing.compact;

import org.jspecify.annotations.NullMarked;
