/**
 * Decides again what a controller has decided, from the same inputs.
 * The command {@code replay} reads a file that a controller wrote, and compares.
 * Nothing here asks a controller; the decision is that of this version's own policy.
 */
@NullMarked
package dev.meridian.cli.replay;

import org.jspecify.annotations.NullMarked;
