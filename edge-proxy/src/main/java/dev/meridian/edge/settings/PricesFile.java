package dev.meridian.edge.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code prices: {gpt-4.1: {input: 2.0, output: 8.0}}}, USD per million tokens; what it leaves out stays as it is by default. */
public final class PricesFile {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    /** A hundred times what the dearest models cost; more is a wrong unit. */
    private static final int MAX_USD = 100_000;

    private PricesFile() {}

    /**
     * Reads the file.
     *
     * @param file null for the defaults
     * @throws InvalidSettingException naming file, key and limit
     */
    public static Prices read(@Nullable Path file) {
        return prices(YamlSection.read(file));
    }

    /** The file, whose new versions {@code current} gets. */
    static WatchedFile watched(Path file, CurrentPrices current) {
        return new WatchedFile("prices-file", file, content -> {
            Prices next = prices(YamlSection.parse(file, content));
            boolean same = next.equals(current.get());
            current.set(next);
            return same ? "" : next.toString();
        });
    }

    private static Prices prices(YamlSection file) {
        YamlSection section = file.onlyKeys("prices").section("prices");
        Map<String, Price> prices = new HashMap<>(Prices.DEFAULT.byModel());
        for (String model : section.keys()) {
            YamlSection entry = section.section(model).onlyKeys(INPUT, OUTPUT);
            Price before = Prices.DEFAULT.of(model);
            prices.put(model, new Price(price(entry, INPUT, before.input()), price(entry, OUTPUT, before.output())));
        }
        if (prices.size() > Prices.MAX_MODELS) {
            throw section.wrong("has prices of " + prices.size() + " models, it may have " + Prices.MAX_MODELS);
        }
        return new Prices(prices);
    }

    private static @Nullable Double price(YamlSection entry, String key, @Nullable Double otherwise) {
        return entry.keys().contains(key) ? Double.valueOf(entry.decimal(key, 0, 0, MAX_USD)) : otherwise;
    }
}
