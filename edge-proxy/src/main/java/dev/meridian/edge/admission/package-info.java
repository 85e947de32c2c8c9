/**
 * Who may ask, and how often: client keys, other edges by the peer token, and rate limits.
 * The server asks before a body is read.
 * Comparisons take the same time whatever differs, and no key is kept in clear outside this package.
 */
@NullMarked
package dev.meridian.edge.admission;

import org.jspecify.annotations.NullMarked;
