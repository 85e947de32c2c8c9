package dev.meridian.edge.usage;

/**
 * The tokens that one answer took, as its upstream counts and bills them.
 *
 * @param promptTokens 0 to {@link #MAX_TOKENS}
 * @param completionTokens 0 to {@link #MAX_TOKENS}; reasoning included, as upstreams count it
 */
public record Usage(int promptTokens, int completionTokens) {
    /** Far beyond any model's context; what says more than this says nonsense. */
    public static final int MAX_TOKENS = 1_000_000_000;

    /** @throws IllegalArgumentException if a number is out of its range */
    public Usage {
        requireRange(promptTokens);
        requireRange(completionTokens);
    }

    private static void requireRange(int tokens) {
        if (tokens < 0 || tokens > MAX_TOKENS) {
            throw new IllegalArgumentException(tokens + " tokens, there must be 0 to " + MAX_TOKENS);
        }
    }
}
