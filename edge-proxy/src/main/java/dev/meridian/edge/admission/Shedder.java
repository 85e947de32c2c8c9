package dev.meridian.edge.admission;

import dev.meridian.edge.settings.Priority;
import dev.meridian.routing.table.BasisPoints;
import java.util.Arrays;

/**
 * Refuses a part of all requests, lowest priority first: a class is refused only as far as those below it are not enough
 * (as in the Google SRE book, "Handling Overload"). Which class that is follows from the mix of the last 10 seconds.
 * Confined to one thread; allocates nothing.
 */
public final class Shedder {
    private static final int CLASSES = Priority.values().length;

    /** How long the mix is remembered: long enough to know it at a few requests a second, short enough to follow. */
    private static final int SLOTS = 10;

    private static final long SLOT_NANOS = 1_000_000_000;

    private final int[] slots = new int[SLOTS * CLASSES];
    private final long[] mix = new long[CLASSES];
    private final double[] owed = new double[CLASSES];
    private long slot;
    private boolean begun;

    /**
     * Counts a request, and says whether it is refused.
     *
     * @param shed the part of all requests to refuse, in basis points
     * @param now of {@link System#nanoTime}
     * @param random uniformly random bits
     */
    public boolean refuses(int shed, Priority priority, long now, long random) {
        int of = priority.rank();
        count(of, now);
        if (shed == 0) {
            return false;
        }
        // What chance refuses too little or too much of a class is made up for by its next requests.
        owed[of] += part(shed, of);
        boolean refused = (random >>> 11) * 0x1p-53 < owed[of];
        owed[of] -= refused ? 1 : 0;
        return refused;
    }

    /** The part of a class that is refused: what is left to refuse when all classes below it are. */
    private double part(int shed, int of) {
        long all = 0;
        long below = 0;
        for (int i = 0; i < mix.length; i++) {
            all += mix[i];
            below += i < of ? mix[i] : 0;
        }
        double left = (double) all * shed / BasisPoints.ONE - below;
        return Math.clamp(left / mix[of], 0, 1);
    }

    private void count(int of, long now) {
        long current = Math.floorDiv(now, SLOT_NANOS);
        if (!begun || current - slot >= SLOTS) {
            begun = true;
            Arrays.fill(slots, 0);
            Arrays.fill(mix, 0);
            Arrays.fill(owed, 0);
            slot = current;
        }
        while (current - slot > 0) {
            slot++;
            forget(index(slot));
        }
        slots[index(slot) + of]++;
        mix[of]++;
    }

    private void forget(int from) {
        for (int i = 0; i < mix.length; i++) {
            mix[i] -= slots[from + i];
            slots[from + i] = 0;
        }
    }

    private static int index(long slot) {
        return Math.floorMod(slot, SLOTS) * CLASSES;
    }
}
