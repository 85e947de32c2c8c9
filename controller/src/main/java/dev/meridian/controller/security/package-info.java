/**
 * Who may do what: bearer tokens with roles, from a file of their hashes, and service account tokens of Kubernetes clusters.
 * A filter asks it before every request; endpoints ask for the caller's name.
 * No token is kept, logged or repeated; comparisons take the same time for every token.
 */
@NullMarked
package dev.meridian.controller.security;

import org.jspecify.annotations.NullMarked;
