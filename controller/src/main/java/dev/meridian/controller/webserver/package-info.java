/** The web server as the controller needs it: small while thousands wait, its refusals as problems, certificates renewed in place. */
@NullMarked
package dev.meridian.controller.webserver;

import org.jspecify.annotations.NullMarked;
