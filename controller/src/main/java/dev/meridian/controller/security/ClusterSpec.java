package dev.meridian.controller.security;

import java.util.Map;

/**
 * A cluster of the clusters file.
 *
 * @param name a metric's label, and the beginning of its callers' names
 * @param issuer what its tokens have in {@code iss}, to the letter
 * @param audience what they must have in {@code aud}
 * @param accounts callers by {@code sub}: {@code system:serviceaccount:NAMESPACE:NAME}
 */
record ClusterSpec(String name, String issuer, String audience, KeySource source, Map<String, Caller> accounts) {
    ClusterSpec {
        accounts = Map.copyOf(accounts);
    }

    /** Whether these keys can be the other one's as well. */
    boolean hasKeysOf(ClusterSpec other) {
        return name.equals(other.name) && issuer.equals(other.issuer) && source.equals(other.source);
    }
}
