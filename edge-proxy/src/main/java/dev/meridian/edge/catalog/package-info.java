/**
 * Which models the upstream API offers.
 * The server answers {@code GET /v1/models} from here, and refuses models that a fresh list does not name.
 * The upstream is asked at most once in ten seconds, however many ask here; when it is away the chain's names serve.
 */
@NullMarked
package dev.meridian.edge.catalog;

import org.jspecify.annotations.NullMarked;
