package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The price of load: convex, so that a loaded region is left for a farther one the sooner the fuller it is (Taiji,
 * SOSP 2019, section 4).
 *
 * @param prices utilisations and prices that rise; 1 to 20 of them, the last one up to 10 000
 */
public record LoadPrices(List<LoadPrice> prices) {
    private static final int MAX_PRICES = 20;

    // After the limit, which its constructor needs.
    /** The defaults. */
    public static final LoadPrices DEFAULTS = LoadPrices.parse("60%:0ms 70%:20ms 80%:60ms 85%:200ms 100%:2000ms");

    /** @throws IllegalArgumentException if they do not rise, or do not end at 10 000 */
    public LoadPrices {
        prices = List.copyOf(prices);
        if (prices.isEmpty() || prices.size() > MAX_PRICES) {
            throw new IllegalArgumentException(prices.size() + " load prices, there must be 1 to " + MAX_PRICES);
        }
        for (int i = 1; i < prices.size(); i++) {
            if (prices.get(i).upTo() <= prices.get(i - 1).upTo()
                    || prices.get(i).price().compareTo(prices.get(i - 1).price()) < 0) {
                throw new IllegalArgumentException(
                        "load prices must rise, " + prices.get(i) + " follows " + prices.get(i - 1));
            }
        }
        if (prices.getLast().upTo() != BasisPoints.ONE) {
            throw new IllegalArgumentException("the last load price must be up to 100%, it is up to "
                    + prices.getLast().upTo() + " basis points");
        }
    }

    /**
     * Reads the form {@code 60%:0ms 100%:20ms}: up to which utilisation, in whole percent, which price, in milliseconds.
     *
     * @throws IllegalArgumentException if the text has another form, or the prices are not legal
     */
    public static LoadPrices parse(String text) {
        return new LoadPrices(
                Arrays.stream(text.strip().split(" +", -1)).map(LoadPrices::one).toList());
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return prices.stream()
                .map(one -> one.upTo() / 100 + "%:" + one.price().toMillis() + "ms")
                .collect(Collectors.joining(" "));
    }

    private static LoadPrice one(String text) {
        String[] parts = text.split("%:", -1);
        try {
            if (parts.length == 2 && parts[1].endsWith("ms")) {
                long millis = Long.parseLong(parts[1].substring(0, parts[1].length() - 2));
                return new LoadPrice(Math.multiplyExact(Integer.parseInt(parts[0]), 100), Duration.ofMillis(millis));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw malformed(text, e);
        }
        throw malformed(text, null);
    }

    private static IllegalArgumentException malformed(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException("load price \"" + text + "\" must have the form 70%:20ms", cause);
    }
}
