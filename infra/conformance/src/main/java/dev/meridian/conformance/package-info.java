/**
 * The conformance suite as a program: {@code infra/bin/conformance} runs the 44 cases against Meridian's edge or any gateway.
 * People and CI call it; the tests run the same cases one by one.
 * It ends with 0 only if every case that it ran has passed.
 */
@NullMarked
package dev.meridian.conformance;

import org.jspecify.annotations.NullMarked;
