/**
 * What the controller is told at its start: settings and the small YAML files beside them.
 * The start reads them, and so do the packages that own such a file.
 * Whatever is wrong is a {@link dev.meridian.controller.settings.ConfigurationError}: one sentence that names the key.
 */
@NullMarked
package dev.meridian.controller.settings;

import org.jspecify.annotations.NullMarked;
