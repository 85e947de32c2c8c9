package dev.meridian.simulator.answer;

/** The words of every answer, picked by a seed. None of them needs escaping in JSON; some are not ASCII. */
final class Words {
    private static final String[] WORDS = ("the of and to in is that it for was on are as with his they at be this from"
                    + " or had by not word but what some we can out other were all there when up use your how said an"
                    + " each she which their time if will way about many then them größer naïve 東京 это 🚀 café")
            .split(" ", -1);

    private Words() {}

    /** The word at that place of the text of that seed. */
    static String word(long seed, int index) {
        return WORDS[pick(seed, index, WORDS.length)];
    }

    /** A number below the bound. */
    static int pick(long seed, int index, int bound) {
        return (int) Long.remainderUnsigned(mix(seed + index * 0x9E3779B97F4A7C15L), bound);
    }

    /** The text of that many words. */
    static void text(StringBuilder out, long seed, int count) {
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : " ").append(word(seed, i));
        }
    }

    /** An id of 16 hexadecimal digits. */
    static String id(long seed) {
        String hex = Long.toHexString(mix(seed));
        return "0".repeat(16 - hex.length()) + hex;
    }

    /** SplitMix64's finalizer: every bit of the seed changes every bit of the result. */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
