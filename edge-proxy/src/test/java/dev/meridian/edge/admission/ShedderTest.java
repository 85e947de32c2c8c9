package dev.meridian.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.edge.settings.Priority;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShedderTest {
    private static final int REQUESTS = 10_000;

    /** A request each millisecond. */
    private static final long STEP = 1_000_000;

    @ParameterizedTest(name = "{0}/{1}/{2} % low/normal/high, {3} basis points")
    @CsvSource({
        "30, 60, 10, 1000", // a part of the lowest
        "30, 60, 10, 3000", // all of it, or nearly
        "30, 60, 10, 6000",
        "30, 60, 10, 9500",
        "30, 60, 10, 10000",
        "0, 100, 0, 2500",
        "0, 0, 100, 700",
        "90, 9, 1, 250",
        "1, 9, 90, 5000",
        "33, 33, 34, 0",
    })
    void lowestPriorityIsRefusedFirstAndInTotalWhatIsToBe(int low, int normal, int high, int shed) {
        for (long seed = 1; seed <= 20; seed++) {
            Tally tally = run(seed, shed, new int[] {low, normal, high});

            assertThat(tally.percentOfAll()).as("all, seed %s", seed).isCloseTo(shed / 100.0, within(1.0));
            double left = shed / 100.0;
            for (Priority priority : Priority.values()) {
                double due = Math.min(left, tally.percentSeen(priority));
                left -= due;
                assertThat(tally.percentRefused(priority))
                        .as("%s, seed %s, in percent of all requests", priority, seed)
                        .isCloseTo(due, within(1.0));
            }
        }
    }

    @Test
    void mixThatChangesIsFollowedWithinTheWindow() {
        SplittableRandom random = new SplittableRandom(7);
        Shedder shedder = new Shedder();
        long now = 0;
        for (int i = 0; i < REQUESTS; i++) {
            shedder.refuses(2_000, Priority.LOW, now += STEP, random.nextLong());
        }
        int refused = 0;
        for (int i = 0; i < 2 * REQUESTS; i++) {
            boolean is = shedder.refuses(2_000, Priority.HIGH, now += STEP, random.nextLong());
            refused += i >= REQUESTS && is ? 1 : 0;
        }
        assertThat(refused).isBetween(1_900, 2_100);
    }

    @Test
    void askingAllocatesNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Shedder shedder = new Shedder();
        ask(shedder); // so that what is loaded and compiled once is
        long before = threads.getCurrentThreadAllocatedBytes();
        ask(shedder);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(REQUESTS);
    }

    private static void ask(Shedder shedder) {
        for (int i = 0; i < 10 * REQUESTS; i++) {
            shedder.refuses(i % 2 * 3_000, Priority.NORMAL, i * STEP, i * 0x9E3779B97F4A7C15L);
        }
    }

    @Test
    void requestAfterALongPauseIsJudgedByItsOwnMix() {
        Shedder shedder = new Shedder();
        shedder.refuses(5_000, Priority.LOW, Long.MIN_VALUE, 0);
        assertThat(shedder.refuses(10_000, Priority.HIGH, Long.MAX_VALUE, -1)).isTrue();
        assertThat(shedder.refuses(0, Priority.LOW, Long.MAX_VALUE, 0)).isFalse();
    }

    private static Tally run(long seed, int shed, int[] mix) {
        SplittableRandom random = new SplittableRandom(seed);
        Shedder shedder = new Shedder();
        Tally tally = new Tally(new EnumMap<>(Priority.class));
        for (int i = 0; i < REQUESTS; i++) {
            int drawn = random.nextInt(100);
            Priority priority =
                    drawn < mix[0] ? Priority.LOW : drawn < mix[0] + mix[1] ? Priority.NORMAL : Priority.HIGH;
            boolean refused = shedder.refuses(shed, priority, i * STEP, random.nextLong());
            tally.count(priority, refused);
        }
        return tally;
    }

    private record Tally(Map<Priority, int[]> seenAndRefused) {
        void count(Priority priority, boolean refused) {
            int[] counts = seenAndRefused.computeIfAbsent(priority, none -> new int[2]);
            counts[0]++;
            counts[1] += refused ? 1 : 0;
        }

        double percentOfAll() {
            return seenAndRefused.values().stream()
                            .mapToInt(counts -> counts[1])
                            .sum()
                    * 100.0
                    / REQUESTS;
        }

        double percentSeen(Priority priority) {
            return seenAndRefused.getOrDefault(priority, new int[2])[0] * 100.0 / REQUESTS;
        }

        double percentRefused(Priority priority) {
            return seenAndRefused.getOrDefault(priority, new int[2])[1] * 100.0 / REQUESTS;
        }
    }
}
