/**
 * Refusals: every answer that is not a success is {@code application/problem+json} with title, status and detail.
 * Endpoints throw {@link dev.meridian.controller.problem.Refused}, filters and the web server write problems directly.
 * A detail says what, which and the limit; it never repeats a credential or shows a stack trace.
 */
@NullMarked
package dev.meridian.controller.problem;

import org.jspecify.annotations.NullMarked;
