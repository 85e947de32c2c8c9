package dev.meridian.conformance.kills;

import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.process.Program;
import dev.meridian.conformance.process.RunningProgram;
import dev.meridian.fixtures.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One controller, killed at random moments under four writers. */
public final class Kills {
    /** A controller that is killed is back within that time. */
    static final Duration BACK = Duration.ofSeconds(5);

    private static final Duration GIVE_UP = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(400);
    private static final int WRITERS = 4;
    private static final List<String> REGIONS = List.of("r1", "r2", "r3", "r4", "r5", "r6");

    private final int port = Ports.draw();
    private final List<Write> writes = new ArrayList<>();
    private final List<Duration> backs = new ArrayList<>();
    private final Checker checker = new Checker(defaults());
    private final Random random;
    private final Path folder;

    private Kills(long seed, Path folder) {
        this.random = new Random(seed);
        this.folder = folder;
    }

    /** Kills that many times and prints what came of it, the sum in the last line. */
    public static Outcome run(int kills, long seed, Path folder, PrintStream out)
            throws IOException, InterruptedException {
        out.println("seed " + seed);
        Kills run = new Kills(seed, folder);
        Checker whole = run.kill(kills, out);
        Outcome outcome = Outcome.of(kills, run.writes, run.backs, run.checker, whole);
        outcome.print(out);
        return outcome;
    }

    /** @return a checker that was told everything at once, in the end: what was there after a kill must be there after the last */
    private Checker kill(int kills, PrintStream out) throws IOException, InterruptedException {
        try (RunningProgram first = RunningProgram.start(controller(), folder)) {
            RunningProgram controller = first;
            awaitReady(controller);
            for (int i = 1; i <= kills; i++) {
                List<Write> told = writeUntilKilled(controller, i);
                long killed = System.nanoTime();
                controller = controller.again();
                awaitReady(controller);
                backs.add(Duration.ofNanos(System.nanoTime() - killed));
                check(checker, told);
                writes.addAll(told);
                if (i % 25 == 0) {
                    out.println(i + " kills, " + writes.size() + " writes");
                }
            }
            Checker whole = new Checker(defaults());
            check(whole, writes);
            controller.kill();
            return whole;
        }
    }

    private List<Write> writeUntilKilled(RunningProgram controller, int life) throws IOException, InterruptedException {
        try (Api api = new Api(port);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> drains = List.copyOf(api.drains());
            List<Future<List<Write>>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = "w" + life + "-" + i;
                running.add(writers.submit(new Writer(api, name, new Random(random.nextLong()), REGIONS, drains)));
            }
            Waiting.pause(Duration.ofNanos(random.nextLong(LONGEST_LIFE.toNanos())));
            controller.kill();
            List<Write> all = new ArrayList<>();
            for (Future<List<Write>> each : running) {
                all.addAll(each.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a writer failed", e.getCause());
        }
    }

    private void check(Checker with, List<Write> told) throws IOException, InterruptedException {
        try (Api api = new Api(port)) {
            with.tell(api.audit(with.lastId()));
            told.forEach(with::tell);
            with.tell(api.intents(), api.drains());
        }
    }

    private void awaitReady(RunningProgram controller) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + GIVE_UP.toNanos();
        try (Api api = new Api(port)) {
            while (!api.isReady()) {
                if (!controller.alive() || System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(
                            "the controller does not come back:\n    " + controller.lastLines(12));
                }
                Waiting.pause(Duration.ofMillis(10));
            }
        }
    }

    private Program controller() throws IOException {
        StringBuilder regions = new StringBuilder("regions:\n");
        REGIONS.forEach(region -> regions.append(
                "  - {name: %s, endpoint: %s.example, weight: 100, enabled: true}\n".formatted(region, region)));
        Path file = Files.writeString(folder.resolve("regions.yaml"), regions);
        return Program.of(
                "controller",
                "controller",
                List.of(
                        "--server.port=" + port,
                        "--meridian.controller.regions-file=" + file,
                        "--meridian.controller.data-dir=" + folder.resolve("data"),
                        "--meridian.controller.decision-interval=200ms",
                        "--meridian.controller.limits.operator-rate=1000000"),
                Map.of());
    }

    private static SortedMap<String, String> defaults() {
        SortedMap<String, String> intents = new TreeMap<>();
        REGIONS.forEach(region -> intents.put(region, "weight 100 enabled"));
        return intents;
    }
}
