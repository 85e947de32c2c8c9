/**
 * What an answer says of the tokens it took.
 * The relay of answers asks it; metrics and the access log are told.
 * Nothing is asked of the upstream for it, and never more than the end of an answer is looked at.
 */
@NullMarked
package dev.meridian.edge.usage;

import org.jspecify.annotations.NullMarked;
