package dev.meridian.edge.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Cuts bytes as networks do. Pure but for its random numbers. */
public final class Cuts {
    private Cuts() {}

    /** The bytes in at most so many parts, none of them empty. */
    public static List<byte[]> of(RandomGenerator random, byte[] bytes, int most) {
        List<byte[]> parts = new ArrayList<>(most);
        int from = 0;
        while (from < bytes.length) {
            boolean last = parts.size() == most - 1;
            int length = last ? bytes.length - from : 1 + random.nextInt(1 + random.nextInt(bytes.length - from));
            parts.add(Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
        return parts;
    }
}
