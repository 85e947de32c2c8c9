/** What the API looks like, as OpenAPI: drawn from the endpoints and the records that they read and answer. */
@NullMarked
package dev.meridian.controller.description;

import org.jspecify.annotations.NullMarked;
