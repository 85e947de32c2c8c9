package dev.meridian.conformance.chaos;

import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two edges under mixed load, while what is behind them breaks at random. Used by one thread, which waits for the end. */
final class Failover {
    /** What two cores bear that also run the edges, the simulator and the clients. */
    static final int PER_SECOND = 200;

    private static final int MOST_IN_FLIGHT = 64;

    /** Longer than the longest time that any request may take. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    /** After that part of the run, what comes once has come: classes, pools, compiled code. */
    private static final double WARM = 0.2;

    private static final double AMPLIFICATION = 1.2;

    /** In a shorter outage the calls that open the breakers weigh too much. */
    private static final int OUTAGE_REQUESTS = 200;

    private final Stage stage;
    private final PrintStream out;
    private final Wishes wishes;
    private final Breakage breakage;
    private final Calls calls;
    private final EdgeWatch watch;
    private final OpenLoop loop;
    private final Tally tally = new Tally();
    private final Violations violations = new Violations();
    private final List<URI> entries;
    private volatile long began;

    private Failover(Stage stage, int perSecond, long seed, PrintStream out) {
        this.stage = stage;
        this.out = out;
        this.wishes = new Wishes(seed);
        this.breakage = new Breakage(stage.upstream(), seed);
        this.calls = new Calls(stage.upstream());
        this.watch = new EdgeWatch(stage, out);
        this.loop = new OpenLoop(perSecond, MOST_IN_FLIGHT);
        this.entries = List.of(stage.edges().address(Upstream.US), stage.edges().address(Upstream.EU));
    }

    /**
     * Runs for that time and says what came of it.
     *
     * @param folder for the edges' files and logs
     * @return how many violations there were
     */
    static int run(Duration time, int perSecond, long seed, Path folder, PrintStream out)
            throws IOException, InterruptedException {
        out.println("chaos failover: seed " + seed + ", " + time.toSeconds() + " s, " + perSecond + " requests/s");
        try (Stage stage = Stage.underLoad(Setup.CHAOS, folder)) {
            Failover run = new Failover(stage, perSecond, seed, out);
            run.load(time);
            run.finish();
            return run.report();
        }
    }

    private void load(Duration time) throws IOException, InterruptedException {
        try (Caller caller = new Caller(stage.key())) {
            Thread load = Thread.ofPlatform().name("load").start(() -> loop.run(time, number -> one(caller, number)));
            long start = System.nanoTime();
            began = start;
            long nextLine = start + BETWEEN_LINES.toNanos();
            boolean measured = false;
            while (load.isAlive()) {
                long now = System.nanoTime();
                breakage.tick(now);
                calls.poll();
                if (!measured && now - start > time.toNanos() * WARM) {
                    measured = true;
                    watch.measure();
                }
                if (now - nextLine >= 0) {
                    nextLine += BETWEEN_LINES.toNanos();
                    out.println(line(Duration.ofNanos(now - start)));
                }
                Waiting.pause(TICK);
            }
            breakage.heal();
            if (!loop.allEnd(LAST_ANSWERS)) {
                violations.add(loop.inFlight() + " requests hang in the end");
            }
        }
    }

    private void one(Caller caller, int number) throws InterruptedException {
        Wish wish = wishes.draw(number);
        Phase phase = breakage.phase();
        Heard heard = caller.call(wish, entries.get(number % entries.size()));
        phase.ended(number);
        tally.add(wish, heard);
        for (String fault : Judge.faults(wish, heard)) {
            violations.add("%.1f s: %s in %s: %s; %s"
                    .formatted((heard.startedNanos() - began) / 1e9, words(wish), phase.kind(), fault, trail(heard)));
        }
    }

    private static String words(Wish wish) {
        String what = wish.ask().stream() ? "stream" : "unary";
        return "%s (%s, %s, %s)".formatted(wish.id(), wish.ask().model(), what, wish.manner());
    }

    private static String trail(Heard heard) {
        Answer answer = heard.answer();
        return answer == null
                ? "no head"
                : answer.header("x-meridian-region") + " trail " + answer.header("x-meridian-trail");
    }

    private void finish() throws IOException, InterruptedException {
        watch.finish(violations);
        calls.poll();
        calls.excess()
                .forEach((number, made) -> violations.add(
                        "%s caused %d upstream calls: %s".formatted(words(wishes.draw(number)), made.size(), made)));
        for (Phase outage : breakage.phases()) {
            int requests = outage.within().size();
            int made = calls.of(outage.within());
            if (outage.kind() == Phase.Kind.OUTAGE && requests >= OUTAGE_REQUESTS && made > requests * AMPLIFICATION) {
                violations.add(
                        requests + " requests in an outage (" + outage.what() + ") caused " + made + " upstream calls");
            }
        }
        if (loop.failed() > 0) {
            violations.add(loop.failed() + " requests ended in a bug of this program");
        }
    }

    private String line(Duration since) {
        return "%4d s  %6d requests, %5d left out, %2d in flight, %6d answered, %6d by an upstream, %6d upstream calls, %d violations; %s"
                .formatted(
                        since.toSeconds(),
                        loop.begun(),
                        loop.leftOut(),
                        loop.inFlight(),
                        tally.answered(),
                        tally.upstreams(),
                        calls.all(),
                        violations.count(),
                        breakage.words());
    }

    private int report() {
        out.println("what clients heard:");
        tally.counts().forEach((how, count) -> out.printf("  %7d  %s%n", count, how));
        out.printf("  %7d  of them from an upstream after more than one call%n", tally.failedOver());
        out.println("what befell upstream calls:");
        calls.faults().forEach((fault, count) -> out.printf("  %7d  %s%n", count, fault));
        out.println("outages:");
        breakage.phases().stream()
                .filter(phase -> phase.kind() == Phase.Kind.OUTAGE)
                .forEach(phase -> out.printf(
                        "  %7d requests, %7d upstream calls: %s%n",
                        phase.within().size(), calls.of(phase.within()), phase.what()));
        violations.first().forEach(each -> out.println("VIOLATION  " + each));
        out.printf(
                "chaos: %d requests, %d answered, %d by an answer of an upstream, %d violations%n",
                loop.begun(), tally.answered(), tally.upstreams(), violations.count());
        return violations.count();
    }
}
