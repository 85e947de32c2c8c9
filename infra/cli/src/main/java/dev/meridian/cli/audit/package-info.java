/**
 * The controller's audit as the command line reads it: from pages of the API, or lines of an export.
 * The audit commands list and verify what they get from here.
 * An entry is exactly what the controller or the file says; what cannot be one is refused.
 */
@NullMarked
package dev.meridian.cli.audit;

import org.jspecify.annotations.NullMarked;
