package dev.meridian.edge.settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The prices of models. Immutable.
 *
 * @param byModel at most {@link #MAX_MODELS}
 */
public record Prices(Map<String, Price> byModel) {
    /** Each has metrics of its own. */
    public static final int MAX_MODELS = 64;

    /** HolySheep's, of which only those of output are known. */
    public static final Prices DEFAULT = new Prices(Map.of(
            "gpt-4.1", Price.ofOutput(8.00),
            "claude-sonnet-4.5", Price.ofOutput(15.00),
            "gemini-2.5-flash", Price.ofOutput(2.50),
            "deepseek-v3.2", Price.ofOutput(0.42)));

    /** Copies the prices. */
    public Prices {
        byModel = Map.copyOf(byModel);
    }

    /** A model's price, or {@link Price#UNKNOWN}. */
    public Price of(String model) {
        return byModel.getOrDefault(model, Price.UNKNOWN);
    }

    /** For people: input and output. */
    @Override
    public String toString() {
        return new TreeMap<>(byModel)
                .entrySet().stream()
                        .map(price -> price.getKey() + " " + price.getValue())
                        .collect(Collectors.joining(", ", "USD per million tokens in/out: ", ""));
    }
}
