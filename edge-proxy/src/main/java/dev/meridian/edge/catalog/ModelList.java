package dev.meridian.edge.catalog;

/**
 * An answer to {@code GET /v1/models}.
 *
 * @param source where it is from
 * @param ageSeconds how old it is
 * @param json the body
 */
public record ModelList(Source source, long ageSeconds, String json) {
    /** Where a list is from. */
    public enum Source {
        /** Just now from the upstream. */
        UPSTREAM,
        /** From the upstream, some seconds ago. */
        CACHE,
        /** From the chain's names, since the upstream is away. */
        CHAIN
    }
}
