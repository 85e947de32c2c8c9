package dev.meridian.demo.story;

import java.util.ArrayList;
import java.util.List;

/**
 * What a step saw.
 *
 * @param asExpected whether all of it was as expected
 * @param what in words, with the numbers
 */
public record Seen(boolean asExpected, String what) {
    /** Collects findings; the whole is as expected if each one is. Not thread-safe. */
    static final class Findings {
        private final List<String> words = new ArrayList<>();
        private boolean asExpected = true;

        /** Something that was seen, and whether it was to be. */
        Findings add(boolean expected, String what) {
            asExpected &= expected;
            words.add(expected ? what : "NOT AS EXPECTED: " + what);
            return this;
        }

        /** What another one has found already. */
        Findings addSeen(Seen seen) {
            asExpected &= seen.asExpected;
            words.add(seen.what);
            return this;
        }

        Seen seen() {
            return new Seen(asExpected, String.join("; ", words));
        }
    }
}
