package dev.meridian.edge.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Breaks bytes in one to four ways. Thread-safe. */
public final class Mutator {
    private static final byte[] TELLING = {
        0,
        '\t',
        '\n',
        0x0b,
        '\r',
        ' ',
        '"',
        '%',
        ',',
        '-',
        ':',
        ';',
        '\\',
        '{',
        '}',
        '[',
        ']',
        0x7f,
        (byte) 0x80,
        (byte) 0xff
    };

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "00",
            "+5",
            "7fffffff",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "99999999999999999999",
            "FFFFFFFFFFFFFFFF",
            "0x10",
            "1e9",
            "1.5",
            "");

    private static final int MAX_WAYS = 4;
    private static final int LONGEST = 70_000;

    /** One in so many insertions is very long. */
    private static final int RARELY_LONG = 40;

    private final List<String> words;

    /** @param words what the format means something by */
    public Mutator(String... words) {
        this.words = List.of(words);
    }

    /**
     * Breaks one.
     *
     * @param other what parts may be taken from
     */
    public byte[] mutate(RandomGenerator random, byte[] whole, byte[] other) {
        byte[] bytes = whole;
        for (int ways = 1 + random.nextInt(MAX_WAYS); ways > 0; ways--) {
            bytes = once(random, bytes, other);
        }
        return bytes;
    }

    private byte[] once(RandomGenerator random, byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return word(random);
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(1 + random.nextInt(64)));
        return switch (random.nextInt(12)) {
            case 0 -> set(bytes, from, (byte) (bytes[from] ^ (1 << random.nextInt(8))));
            case 1 -> set(bytes, from, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> insert(bytes, from, word(random));
            case 3 -> insert(bytes, from, longToken(random, bytes[from]));
            case 4 -> join(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
            case 5 -> insert(bytes, from, Arrays.copyOfRange(bytes, from, to));
            case 6 -> Arrays.copyOf(bytes, from);
            case 7 -> join(Arrays.copyOf(bytes, from), tail(random, other));
            case 8, 9 -> number(random, bytes, from);
            case 10 -> lines(random, bytes);
            default -> insert(bytes, from, new byte[] {TELLING[random.nextInt(TELLING.length)]});
        };
    }

    private byte[] word(RandomGenerator random) {
        return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] longToken(RandomGenerator random, byte of) {
        byte[] token = new byte[1 + random.nextInt(random.nextInt(RARELY_LONG) == 0 ? LONGEST : 300)];
        Arrays.fill(token, of);
        return token;
    }

    private static byte[] tail(RandomGenerator random, byte[] other) {
        return other.length == 0 ? other : Arrays.copyOfRange(other, random.nextInt(other.length), other.length);
    }

    /** Changes the next number: by one, or to one that many readers get wrong. */
    private static byte[] number(RandomGenerator random, byte[] bytes, int from) {
        int start = from;
        while (start < bytes.length && !isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && isDigit(bytes[end])) {
            end++;
        }
        if (start == end) {
            return bytes;
        }
        String number = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        String next = random.nextBoolean() && number.length() < 18
                ? Long.toString(Long.parseLong(number) + random.nextInt(5) - 2)
                : NUMBERS.get(random.nextInt(NUMBERS.size()));
        return join(join(Arrays.copyOf(bytes, start), Shown.bytes(next)), Arrays.copyOfRange(bytes, end, bytes.length));
    }

    /** Repeats, drops, moves or empties a line. */
    private static byte[] lines(RandomGenerator random, byte[] bytes) {
        List<String> lines =
                new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)", 2_000)));
        String line = lines.get(random.nextInt(lines.size()));
        switch (random.nextInt(4)) {
            case 0 -> lines.add(random.nextInt(lines.size()), line);
            case 1 -> lines.remove(line);
            case 2 -> lines.replaceAll(each -> each.equals(line) ? emptied(each) : each);
            default -> {
                lines.remove(line);
                lines.add(random.nextInt(lines.size() + 1), line);
            }
        }
        return Shown.bytes(String.join("", lines));
    }

    private static String emptied(String line) {
        return line.substring(0, line.indexOf(':') + 1) + (line.endsWith("\r\n") ? "\r\n" : "\n");
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] set(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        return join(join(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    static byte[] join(byte[] a, byte[] b) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(a.length + b.length);
        both.writeBytes(a);
        both.writeBytes(b);
        return both.toByteArray();
    }
}
