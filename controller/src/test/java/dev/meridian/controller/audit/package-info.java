/**
 * Tests of intents and the regions file.
 * The build runs them.
 * None of them needs a network or another test.
 */
@NullMarked
package dev.meridian.controller.audit;

import org.jspecify.annotations.NullMarked;
