package dev.meridian.simulator.json;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds what somebody may have meant. */
final class Nearest {
    private Nearest() {}

    /** A half sentence that names the nearest of the known names; empty if there are none. */
    static String hint(String name, @Nullable Collection<?> known) {
        if (known == null) {
            return "";
        }
        return known.stream()
                .map(String::valueOf)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map(nearest -> ", the nearest known one is \"" + nearest + "\"")
                .orElse("");
    }

    /** Levenshtein's: how many characters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
