/**
 * A controller that is killed again and again while operators write, and whether it loses what it has acknowledged.
 * {@code infra/bin/chaos kills} and its test start it.
 * What is written and when the kill comes is drawn from a printed seed; the checker knows only what writers and the restarted
 * controller say.
 */
@NullMarked
package dev.meridian.conformance.kills;

import org.jspecify.annotations.NullMarked;
