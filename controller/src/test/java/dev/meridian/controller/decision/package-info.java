/**
 * Tests of the decision thread.
 * The build runs them.
 * They decide with a policy of their own where the real one's timing would matter.
 */
@NullMarked
package dev.meridian.controller.decision;

import org.jspecify.annotations.NullMarked;
