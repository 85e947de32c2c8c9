/**
 * What a case says when a gateway does not do what it must.
 * The cases call it with what they expect and what they saw.
 * A failure names both, never a key or a whole body.
 */
@NullMarked
package dev.meridian.conformance.check;

import org.jspecify.annotations.NullMarked;
