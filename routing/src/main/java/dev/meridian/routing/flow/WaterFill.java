package dev.meridian.routing.flow;

/**
 * Spreads an amount over vessels, each with a width, a ground that it stands on, and a least and a most that it takes, so
 * that the water stands equally high in all, as far as these bounds allow. Whole units: without bounds a vessel gets
 * at most one unit more or less than its part. A vessel of no width gets only what the others cannot take.
 */
final class WaterFill {
    private final long[] widthOf;
    private final long[] width;
    private final long[] ground;
    private final long[] least;
    private final long[] most;
    private final long[] amount;
    private final boolean[] fixed;
    private int size;
    private long total;

    /** @param widths 0 or more; their sum, times one more than all that is filled in and all grounds, must fit into a long */
    WaterFill(int vessels, long[] widths) {
        widthOf = widths;
        width = new long[vessels];
        ground = new long[vessels];
        least = new long[vessels];
        most = new long[vessels];
        amount = new long[vessels];
        fixed = new boolean[vessels];
    }

    void clear() {
        size = 0;
        total = 0;
    }

    /** One more vessel, with what is in it now. */
    void add(int kind, long content, long atLeast, long atMost, long on) {
        width[size] = widthOf[kind];
        amount[size] = content;
        least[size] = atLeast;
        most[size] = atMost;
        ground[size] = on;
        fixed[size] = false;
        total += content;
        size++;
    }

    int size() {
        return size;
    }

    long amount(int vessel) {
        return amount[vessel];
    }

    /** Spreads what is in all vessels anew. */
    void level() {
        while (!fillFree()) {}
        long left = total;
        for (int i = 0; i < size; i++) {
            amount[i] = Math.clamp(amount[i], least[i], most[i]);
            left -= amount[i];
        }
        settle(left);
    }

    /** Fills those that are not fixed to one height; those on the side that errs more are then fixed at their bounds. */
    private boolean fillFree() {
        long water = total;
        long widths = 0;
        for (int i = 0; i < size; i++) {
            water += fixed[i] ? -amount[i] : ground[i];
            widths += fixed[i] ? 0 : width[i];
        }
        pour(Math.max(0, water), Math.max(1, widths));
        long tooLittle = 0;
        long tooMuch = 0;
        for (int i = 0; i < size; i++) {
            if (!fixed[i]) {
                tooLittle += Math.max(0, least[i] - amount[i]);
                tooMuch += Math.max(0, amount[i] - most[i]);
            }
        }
        return (tooLittle == 0 && tooMuch == 0) || fix(tooLittle >= tooMuch) == 0;
    }

    /** Rounds where one vessel ends and the next begins, so that the sum is exact. */
    private void pour(long water, long widths) {
        long before = 0;
        long poured = 0;
        for (int i = 0; i < size; i++) {
            if (!fixed[i]) {
                before += width[i];
                long upTo = (water * before + widths / 2) / widths;
                amount[i] = upTo - poured - ground[i];
                poured = upTo;
            }
        }
    }

    private int fix(boolean atLeast) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!fixed[i] && (atLeast ? amount[i] < least[i] : amount[i] > most[i])) {
                amount[i] = atLeast ? least[i] : most[i];
                fixed[i] = true;
                count++;
            }
        }
        return count;
    }

    /** What rounding left over or took too much; the bounds have room for it, since what was there before was in them. */
    private void settle(long left) {
        long rest = settleBy(left, 1);
        rest = settleBy(rest, Math.abs(rest));
        if (rest != 0) {
            throw new IllegalStateException(rest + " units of " + total + " are left over, the bounds must have room");
        }
    }

    /** Gives or takes at most {@code step} in each; what is still left then. */
    private long settleBy(long left, long step) {
        long rest = left;
        for (int i = 0; i < size && rest != 0; i++) {
            long change = rest > 0
                    ? Math.min(Math.min(step, rest), most[i] - amount[i])
                    : -Math.min(Math.min(step, -rest), amount[i] - least[i]);
            amount[i] += change;
            rest -= change;
        }
        return rest;
    }
}
