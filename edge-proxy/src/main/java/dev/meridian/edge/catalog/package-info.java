/**
 * Which models the upstream API offers.
 * The server answers {@code GET /v1/models} from here, and refuses unknown models without an upstream call.
 * The upstream is asked at most once in ten seconds, however many ask here; when it is away the chain's names serve.
 */
@NullMarked
package dev.meridian.edge.catalog;

import org.jspecify.annotations.NullMarked;
