package dev.meridian.edge.openai;

import io.netty.util.AsciiString;
import java.util.Arrays;

/** A fixed set of header names, asked without regard to case and without allocation. Immutable. */
final class NameSet {
    private final AsciiString[][] byLength;

    private NameSet(AsciiString[][] byLength) {
        this.byLength = byLength;
    }

    static NameSet of(String... names) {
        int longest = 0;
        for (String name : names) {
            longest = Math.max(longest, name.length());
        }
        AsciiString[][] byLength = new AsciiString[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            byLength[length] = ofLength(length, names);
        }
        return new NameSet(byLength);
    }

    boolean contains(CharSequence name) {
        if (name.length() >= byLength.length) {
            return false;
        }
        for (AsciiString candidate : byLength[name.length()]) {
            if (candidate.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static AsciiString[] ofLength(int length, String... names) {
        return Arrays.stream(names)
                .filter(name -> name.length() == length)
                .map(AsciiString::cached)
                .toArray(AsciiString[]::new);
    }
}
