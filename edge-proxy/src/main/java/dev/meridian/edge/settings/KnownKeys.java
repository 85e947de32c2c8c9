package dev.meridian.edge.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The keys that something reads; any other one is an error that names the nearest of them.
 *
 * @param keys at least one
 */
record KnownKeys(List<String> keys) {
    KnownKeys {
        keys = List.copyOf(keys);
    }

    static KnownKeys of(String... keys) {
        return new KnownKeys(List.of(keys));
    }

    /** @throws InvalidSettingException naming the place, the first unknown key and the nearest known one */
    void require(String where, Collection<String> present) {
        for (String key : present) {
            if (!keys.contains(key)) {
                throw new InvalidSettingException(where + ": the key \"" + key
                        + "\" is not known, the nearest known one is \"" + nearest(key) + "\"");
            }
        }
    }

    private String nearest(String key) {
        return keys.stream()
                .min(Comparator.comparingInt(known -> distance(known, key)))
                .orElseThrow();
    }

    /** Levenshtein's: letters to insert, delete or change. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
