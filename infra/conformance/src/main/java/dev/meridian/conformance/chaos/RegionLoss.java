package dev.meridian.conformance.chaos;

import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.simulator.fault.Delay;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Match;
import dev.meridian.simulator.fault.Pace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** One of two regions goes away under load, and no request may fail for it whose answer had not begun. */
final class RegionLoss {
    /** How long the region is there, and how long the load goes on without it. */
    record Times(Duration before, Duration after) {}

    /** The program's. */
    static final Times LONG = new Times(Duration.ofSeconds(5), Duration.ofSeconds(10));

    private static final int HALF = 5_000;
    private static final int MOST_IN_FLIGHT = 2_000;
    private static final int TOKENS = 20;
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final int TOKENS_PER_SECOND = 200;
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(40);

    private static final int SHOWN = 5;

    /** The first requests of a JVM are slow and say nothing. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** How a region goes away. */
    private interface Loss {
        void happen(Stage stage) throws InterruptedException;
    }

    /**
     * One request.
     *
     * @param attemptInEu whether an attempt failed in the region that is lost
     */
    private record Seen(Heard heard, String region, boolean attemptInEu, Kind kind) {
        enum Kind {
            FINE,
            BROKEN_OFF,
            FAILED
        }
    }

    private record Result(int requests, int failed, int brokenOff) {}

    private final Stage stage;
    private final PrintStream out;
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private volatile long lostNanos;

    private RegionLoss(Stage stage, PrintStream out) {
        this.stage = stage;
        this.out = out;
    }

    /**
     * Loses the region in both ways and says what came of it.
     *
     * @param folder for the edges' files and logs
     * @return how many requests failed
     */
    static int run(int perSecond, Times times, Path folder, PrintStream out) throws IOException, InterruptedException {
        Result killed = lose("its edge is killed", perSecond, times, folder.resolve("killed"), out, RegionLoss::kill);
        Result refused =
                lose("its upstream refuses", perSecond, times, folder.resolve("refused"), out, RegionLoss::refuse);
        int failed = killed.failed() + refused.failed();
        out.printf(
                "region-loss: %d requests, %d failed, %d broken off after content%n",
                killed.requests() + refused.requests(), failed, killed.brokenOff() + refused.brokenOff());
        return failed;
    }

    private static Result lose(String how, int perSecond, Times times, Path folder, PrintStream out, Loss loss)
            throws IOException, InterruptedException {
        out.printf(
                "region-loss: %d requests/s at us-west-2, half of them for eu-west-1; after %d s %s%n",
                perSecond, times.before().toSeconds(), how);
        Setup setup = Setup.pair("region-loss", HALF);
        try (Stage stage = Stage.underLoad(setup, Files.createDirectories(folder))) {
            return new RegionLoss(stage, out).play(perSecond, times, loss);
        }
    }

    private static void kill(Stage stage) throws InterruptedException {
        stage.edges().edge(Upstream.EU).kill();
    }

    private static void refuse(Stage stage) throws InterruptedException {
        stage.upstream().refuse(Upstream.EU);
    }

    private Result play(int perSecond, Times times, Loss loss) throws IOException, InterruptedException {
        pace();
        OpenLoop loop = new OpenLoop(perSecond, MOST_IN_FLIGHT);
        try (Caller caller = new Caller(stage.key())) {
            warmUp(caller, perSecond);
            Duration whole = times.before().plus(times.after());
            Thread load = Thread.ofPlatform().name("load").start(() -> loop.run(whole, number -> one(caller, number)));
            Waiting.pause(times.before());
            lostNanos = System.nanoTime();
            loss.happen(stage);
            load.join();
            boolean ended = loop.allEnd(LAST_ANSWERS);
            return report(loop, ended ? 0 : loop.inFlight());
        }
    }

    /** Answers take a while, as a model's do, so that many are under way at once. */
    private void pace() {
        stage.upstream().fault(FaultRule.of(new Pace(FIRST, TOKENS_PER_SECOND)).where(streams(true)));
        stage.upstream().fault(FaultRule.of(new Delay(FIRST, null)).where(streams(false)));
    }

    private static Match streams(boolean stream) {
        return new Match(null, null, null, stream, null);
    }

    private void warmUp(Caller caller, int perSecond) throws InterruptedException {
        OpenLoop loop = new OpenLoop(perSecond, MOST_IN_FLIGHT);
        loop.run(WARM_UP, number -> caller.call(wish(number), stage.gateway()));
        loop.allEnd(LAST_ANSWERS);
    }

    private void one(Caller caller, int number) throws InterruptedException {
        Wish wish = wish(number);
        Heard heard = caller.call(wish, stage.gateway());
        Answer answer = heard.answer();
        boolean tried = answer != null && lost(answer.header("x-meridian-trail"));
        String region = answer == null ? "" : answer.header("x-meridian-region");
        seen.add(new Seen(heard, region, tried, kind(wish, heard)));
    }

    private static Wish wish(int number) {
        Ask ask =
                (number % 2 == 0 ? Ask.streamed() : Ask.unary()).tokens(TOKENS).header("x-meridian-explain: 1");
        return new Wish(number, ask, Wish.Manner.STAYS, DEADLINE, Duration.ZERO);
    }

    /** The trail names each attempt in its order; the last one is the answer. */
    private static boolean lost(String trail) {
        int last = trail.lastIndexOf("; ");
        return last > 0 && trail.substring(0, last).contains(Upstream.EU);
    }

    private static Seen.Kind kind(Wish wish, Heard heard) {
        Answer answer = heard.answer();
        if (answer == null || answer.status() != 200) {
            return Seen.Kind.FAILED;
        }
        if (Judge.faults(wish, heard).isEmpty()
                && (!wish.ask().stream() || answer.events().errors() == 0)) {
            return Seen.Kind.FINE;
        }
        boolean begun = wish.ask().stream() && answer.events().containing("\"content\":\"") > 0;
        return begun && answer.events().endsInError() ? Seen.Kind.BROKEN_OFF : Seen.Kind.FAILED;
    }

    private Result report(OpenLoop loop, int hanging) {
        long lastTry = seen.stream()
                .filter(Seen::attemptInEu)
                .mapToLong(each -> each.heard().startedNanos())
                .max()
                .orElse(lostNanos);
        print(Math.max(lostNanos, lastTry));
        seen.stream()
                .filter(each -> each.kind() == Seen.Kind.FAILED)
                .limit(SHOWN)
                .forEach(each -> out.println(
                        "FAILED  " + each.heard().end() + " " + each.heard().answer()));
        if (loop.leftOut() > 0) {
            out.println("FAILED  " + loop.leftOut() + " requests could not be begun");
        }
        int failed = count(each -> each.kind() == Seen.Kind.FAILED) + hanging + loop.leftOut() + loop.failed();
        return new Result(loop.begun(), failed, count(each -> each.kind() == Seen.Kind.BROKEN_OFF));
    }

    /** @param kept when the last request began that met the lost region; after that it was kept away */
    private void print(long kept) {
        out.printf(
                "  %d were under way when it was lost, %d of them failed over; %d in all met the lost region,%n"
                        + "  the last of them began %.0f ms after the loss%n",
                count(each ->
                        each.heard().startedNanos() < lostNanos && each.heard().endedNanos() > lostNanos),
                count(each -> each.heard().startedNanos() < lostNanos && each.attemptInEu()),
                count(Seen::attemptInEu),
                (kept - lostNanos) / 1e6);
        out.printf(
                "  p99 before %.0f ms, from the loss until then %.0f ms, after %.0f ms%n",
                p99(each -> each.heard().endedNanos() < lostNanos),
                p99(each ->
                        each.heard().endedNanos() >= lostNanos && each.heard().startedNanos() <= kept),
                p99(each -> each.heard().startedNanos() > kept));
    }

    private int count(Predicate<Seen> which) {
        return Math.toIntExact(seen.stream().filter(which).count());
    }

    private double p99(Predicate<Seen> which) {
        long[] nanos = seen.stream()
                .filter(which)
                .mapToLong(each -> each.heard().endedNanos() - each.heard().startedNanos())
                .sorted()
                .toArray();
        return nanos.length == 0 ? 0 : nanos[Math.min(nanos.length - 1, nanos.length * 99 / 100)] / 1e6;
    }
}
