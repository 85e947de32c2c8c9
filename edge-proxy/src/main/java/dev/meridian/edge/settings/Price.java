package dev.meridian.edge.settings;

import org.jspecify.annotations.Nullable;

/**
 * What a model's tokens cost, in USD per million.
 *
 * @param input of prompts; null where nobody has said it
 * @param output of completions; null where nobody has said it
 */
public record Price(@Nullable Double input, @Nullable Double output) {
    /** Of a model that no list names. */
    public static final Price UNKNOWN = new Price(null, null);

    static Price ofOutput(double output) {
        return new Price(null, output);
    }

    @Override
    public String toString() {
        return shown(input) + "/" + shown(output);
    }

    private static String shown(@Nullable Double price) {
        return price == null ? "?" : price.toString();
    }
}
