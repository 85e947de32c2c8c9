package dev.meridian.controller.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The keys that a place of a configuration can have. Immutable. */
public final class KnownKeys {
    private static final int MAX_ECHO = 80;

    private final List<String> keys;

    private KnownKeys(Collection<String> keys) {
        this.keys = List.copyOf(keys);
    }

    public static KnownKeys of(String... keys) {
        return new KnownKeys(List.of(keys));
    }

    public static KnownKeys of(Collection<String> keys) {
        return new KnownKeys(keys);
    }

    /**
     * Accepts a known key.
     *
     * @param where what the key stands in, such as {@code regions.yaml: regions[0]}
     * @throws ConfigurationError if it is not known, naming the nearest one that is
     */
    public void require(String where, String key) {
        if (!keys.contains(key)) {
            throw new ConfigurationError(
                    where + " has an unknown key \"" + shortened(key) + "\", did you mean \"" + nearest(key) + "\"?");
        }
    }

    /** The known key that takes the fewest edits to reach; the first of equals. */
    public String nearest(String key) {
        String text = shortened(key);
        return keys.stream()
                .min(Comparator.comparingInt(known -> edits(text, known)))
                .orElseThrow();
    }

    private static String shortened(String key) {
        return key.length() <= MAX_ECHO ? key : key.substring(0, MAX_ECHO) + "...";
    }

    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
