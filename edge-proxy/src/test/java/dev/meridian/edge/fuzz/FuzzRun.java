package dev.meridian.edge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * One fuzz test's share of the cases, and what failed of them. Thread-safe.
 *
 * <p>System properties: {@code fuzz.mutations} is how many cases all fuzz tests have together, {@code fuzz.seed} makes a
 * run the same again, {@code fuzz.case} picks one case of it. They do not begin with {@code meridian.}, since an edge
 * refuses such keys where it does not know them.
 */
public final class FuzzRun {
    /** Half a minute's worth, for every build. */
    private static final long DEFAULT_MUTATIONS = 20_000;

    /** More failures than these say nothing new. */
    private static final int MAX_TOLD = 10;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final String name;
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final long only = Long.getLong("fuzz.case", -1);
    private final long cases;
    private final long started = System.nanoTime();
    private final List<String> failures = new ArrayList<>();
    private long failed;

    private FuzzRun(String name, long cases) {
        this.name = name;
        this.cases = cases;
    }

    /**
     * A test's share.
     *
     * @param percent of all cases; those of all tests make 100 together
     */
    public static FuzzRun of(String name, int percent) {
        return new FuzzRun(name, Long.getLong("fuzz.mutations", DEFAULT_MUTATIONS) * percent / 100);
    }

    /** The numbers of the cases to run. */
    public LongStream cases() {
        return only >= 0 ? LongStream.of(only) : LongStream.range(0, cases);
    }

    /** How many cases are run. */
    public long count() {
        return only >= 0 ? 1 : cases;
    }

    /** What one case is made from. */
    public RandomGenerator random(long number) {
        return new SplittableRandom((seed + number) * GOLDEN);
    }

    /** A case failed; the bytes show how. */
    public synchronized void failed(long number, String what, byte[] bytes) {
        failed++;
        if (failures.size() < MAX_TOLD) {
            failures.add("case " + number + ": " + what + "\n    " + Shown.text(bytes));
        }
    }

    /** The run as a whole failed. */
    public synchronized void failed(String what) {
        failed++;
        if (failures.size() < MAX_TOLD) {
            failures.add(what);
        }
    }

    /** Says how it went, and fails the test if anything failed. */
    public synchronized void finish() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
        System.out.printf("fuzz: %s: %d mutations, %d failures, seed %d, %d s%n", name, count(), failed, seed, seconds);
        write(seconds);
        assertThat(failures)
                .as("run one again with -Dfuzz.seed=%d -Dfuzz.case=NUMBER", seed)
                .isEmpty();
    }

    /** For infra/bin/fuzz, which sums them up. */
    private void write(long seconds) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "fuzz"));
            Files.writeString(
                    folder.resolve(name + ".txt"), "%s %d %d %d %d%n".formatted(name, count(), failed, seed, seconds));
        } catch (IOException e) {
            throw new IllegalStateException("the result cannot be written", e);
        }
    }
}
