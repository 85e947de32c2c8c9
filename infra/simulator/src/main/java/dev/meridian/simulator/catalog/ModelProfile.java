package dev.meridian.simulator.catalog;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one model behaves.
 *
 * @param name 1 to 128 characters of {@code A-Z a-z 0-9 - _ . : /}
 * @param firstToken time from the request's end to the first token, 0 to 10 minutes
 * @param tokensPerSecond the pace of the tokens after it; 0 means as fast as the connection takes them
 * @param answerTokens tokens of an answer that no limit of the request cuts short, 1 to 65 536
 * @param reasoningTokens reasoning events before the first content, 0 to 65 536
 * @param contextTokens the largest prompt it takes, estimated as a quarter of its characters; 0 means any
 * @param inputPrice USD per million prompt tokens, or null where it is not known
 * @param outputPrice USD per million output tokens, or null where it is not known
 */
public record ModelProfile(
        String name,
        Duration firstToken,
        double tokensPerSecond,
        int answerTokens,
        int reasoningTokens,
        int contextTokens,
        @Nullable Double inputPrice,
        @Nullable Double outputPrice) {
    /** The longest answer: its events are held in memory while it is sent, about 16 MiB at this length. */
    public static final int MAX_ANSWER_TOKENS = 65_536;

    /** Tokens of an answer where nothing says otherwise: about 1 KB of JSON. */
    public static final int DEFAULT_ANSWER_TOKENS = 32;

    /** The longest wait for a first token: longer than any client waits. */
    public static final Duration MAX_FIRST_TOKEN = Duration.ofMinutes(10);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

    /** @throws IllegalArgumentException if a component is out of its range */
    public ModelProfile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("model name must be 1 to 128 characters of A-Z a-z 0-9 - _ . : /");
        }
        if (firstToken.isNegative() || firstToken.compareTo(MAX_FIRST_TOKEN) > 0) {
            throw new IllegalArgumentException(
                    "first_token " + firstToken + " of " + name + " must be 0 to 10 minutes");
        }
        if (!(tokensPerSecond >= 0) || Double.isInfinite(tokensPerSecond)) {
            throw new IllegalArgumentException("tokens_per_second of " + name + " must be 0 or more");
        }
        requireRange("answer_tokens", name, answerTokens, 1, MAX_ANSWER_TOKENS);
        requireRange("reasoning_tokens", name, reasoningTokens, 0, MAX_ANSWER_TOKENS);
        requireRange("context_tokens", name, contextTokens, 0, Integer.MAX_VALUE);
        requirePrice("input_price", name, inputPrice);
        requirePrice("output_price", name, outputPrice);
    }

    /** A model that answers at once and costs what is given per million output tokens. */
    public static ModelProfile of(String name, @Nullable Double outputPrice) {
        return new ModelProfile(name, Duration.ZERO, 0, DEFAULT_ANSWER_TOKENS, 0, 0, null, outputPrice);
    }

    /** The same model at another pace. */
    public ModelProfile withPace(Duration newFirstToken, double newTokensPerSecond) {
        return new ModelProfile(
                name,
                newFirstToken,
                newTokensPerSecond,
                answerTokens,
                reasoningTokens,
                contextTokens,
                inputPrice,
                outputPrice);
    }

    /** The same model with answers of another length. */
    public ModelProfile withAnswerTokens(int newAnswerTokens) {
        return new ModelProfile(
                name,
                firstToken,
                tokensPerSecond,
                newAnswerTokens,
                reasoningTokens,
                contextTokens,
                inputPrice,
                outputPrice);
    }

    /** The same model, thinking for that many events before its first content. */
    public ModelProfile withReasoningTokens(int newReasoningTokens) {
        return new ModelProfile(
                name,
                firstToken,
                tokensPerSecond,
                answerTokens,
                newReasoningTokens,
                contextTokens,
                inputPrice,
                outputPrice);
    }

    /** Nanoseconds between two tokens. */
    public long tokenNanos() {
        return tokensPerSecond == 0 ? 0 : (long) (1e9 / tokensPerSecond);
    }

    private static void requireRange(String what, String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(what + " " + value + " of " + name + " must be " + low + " to " + high);
        }
    }

    private static void requirePrice(String what, String name, @Nullable Double price) {
        if (price != null && !(price >= 0 && price < 1e6)) {
            throw new IllegalArgumentException(what + " " + price + " of " + name + " must be 0 to 1000000 USD");
        }
    }
}
