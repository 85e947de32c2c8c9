/**
 * The access log: a line of JSON for a request that has been answered, or refused.
 * Event loops hand entries over and never wait; one thread writes them.
 * No key, prompt, query or header is ever in an entry, and no entry can break its line.
 */
@NullMarked
package dev.meridian.edge.access;

import org.jspecify.annotations.NullMarked;
