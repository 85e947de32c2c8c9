package dev.meridian.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks, prints them as a table, and exits with 1 where one is over its goal. */
public final class DecisionBench {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final double MAX_SMALL_MILLIS = 5;
    private static final double MAX_LARGE_MILLIS = 50;
    private static final double MAX_PICK_NANOS = 50;

    /** A whole object is 16 bytes; less than one in two picks is what JMH itself allocates between iterations. */
    private static final double NO_BYTES = 0.5;

    private final Collection<RunResult> results;

    private DecisionBench(Collection<RunResult> results) {
        this.results = results;
    }

    /** With {@code --quick} it only shows that everything works, and misses no goal. */
    public static void main(String[] arguments) throws RunnerException {
        boolean quick = List.of(arguments).contains("--quick");
        DecisionBench bench = new DecisionBench(new Runner(options(quick).build()).run());
        bench.printTable();
        boolean reached = bench.printVerdict();
        System.exit(reached || quick ? 0 : 1);
    }

    private static ChainedOptionsBuilder options(boolean quick) {
        TimeValue time = quick ? TimeValue.milliseconds(300) : TimeValue.seconds(1);
        return new OptionsBuilder()
                .include("dev\\.meridian\\.benchmarks\\..*")
                .forks(1)
                .warmupIterations(quick ? 1 : 8)
                .warmupTime(time)
                .measurementIterations(quick ? 1 : 5)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .jvmArgs("-Xms512m", "-Xmx512m", "--sun-misc-unsafe-memory-access=allow");
    }

    private void printTable() {
        say("| what | size | time | spread | bytes |");
        say("|---|---|---|---|---|");
        for (RunResult result : results) {
            say(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.3f %s | +- %.3f | %.0f |",
                    name(result),
                    size(result),
                    time(result),
                    result.getPrimaryResult().getScoreUnit(),
                    spread(result),
                    bytes(result)));
        }
    }

    private boolean printVerdict() {
        double small = slowest("decide", Size.SMALL);
        double large = slowest("decide", Size.LARGE);
        double pick = slowest("pick", "");
        double bytes = results.stream()
                .filter(result -> name(result).startsWith("pick"))
                .mapToDouble(DecisionBench::bytes)
                .max()
                .orElseThrow();
        say(String.format(
                Locale.ROOT,
                "decision: 3x3 %.2f ms, 1000x10 %.1f ms, picker %.1f ns, %.0f bytes",
                small,
                large,
                pick,
                bytes));
        return small <= MAX_SMALL_MILLIS && large <= MAX_LARGE_MILLIS && pick <= MAX_PICK_NANOS && bytes < NO_BYTES;
    }

    private double slowest(String name, String size) {
        return results.stream()
                .filter(result -> name(result).startsWith(name) && size(result).equals(size))
                .mapToDouble(DecisionBench::time)
                .max()
                .orElseThrow();
    }

    private static String name(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    private static String size(RunResult result) {
        String size = result.getParams().getParam("size");
        return size == null ? "" : size;
    }

    private static double time(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    /** Half of what lies between the fastest and the slowest iteration. */
    private static double spread(RunResult result) {
        var statistics = result.getPrimaryResult().getStatistics();
        return (statistics.getMax() - statistics.getMin()) / 2;
    }

    private static double bytes(RunResult result) {
        var bytes = result.getSecondaryResults().get(BYTES);
        if (bytes == null) {
            throw new IllegalStateException("JMH measured no " + BYTES);
        }
        return bytes.getScore();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
