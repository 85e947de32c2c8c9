package dev.meridian.conformance;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Cases;
import dev.meridian.conformance.chaos.Chaos;
import dev.meridian.conformance.check.CaseFailed;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Client;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The program: {@code infra/bin/conformance} starts it, and {@code infra/bin/chaos} with {@code chaos} as its first argument. */
public final class Conformance {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** A gateway may be started once the simulator listens. */
    private static final Duration STARTING = Duration.ofSeconds(60);

    private Conformance() {}

    /** Runs and ends with 0 only if every case that was run has passed. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("chaos")) {
            System.exit(Chaos.run(List.of(arguments).subList(1, arguments.length)));
        }
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("conformance: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(WRONG_USAGE);
            return;
        }
        if (options.help()) {
            System.out.print(Options.USAGE);
        } else if (options.list()) {
            Cases.all().forEach(each -> System.out.println(listed(each)));
        } else {
            URI target = options.target();
            System.exit((target == null ? ours(options) : target(options, target)) ? 0 : FAILED);
        }
    }

    private static String listed(Case of) {
        return "%2d  %s (needs %s)".formatted(of.number(), of.title(), of.need().words());
    }

    /** What failed can be looked up in the edges' logs. */
    private static boolean ours(Options options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("meridian-conformance-");
        boolean passed = run(options.cases(), new EdgeStages(folder), System.out);
        if (passed) {
            delete(folder);
        } else {
            System.err.println("the edges' logs are kept in " + folder);
        }
        return passed;
    }

    private static boolean target(Options options, URI target) throws IOException, InterruptedException {
        Stage stage;
        try {
            stage = Stage.at(target, options.key(), options.upstreamPort(), Options.DEFAULT_KEY);
        } catch (IllegalStateException e) {
            System.err.println("conformance: " + e.getMessage());
            return false;
        }
        System.out.printf("""
                The simulator listens at %s and takes two API keys, that of --key and "%s".
                The gateway at %s must have it as its upstream, the models gpt-4.1, gemini-2.5-flash and deepseek-v3.2
                as its chain, in this order, and no rate limit. It may be started now; it is waited for %d s.
                """, stage.upstream().baseUrl(), Options.DEFAULT_KEY, target, STARTING.toSeconds());
        try {
            Waiting.until(STARTING, "a connection to " + target, () -> isReachable(stage));
            stage.settle();
        } catch (CaseFailed | IOException e) {
            System.err.println("conformance: no request reaches the simulator through the gateway: " + e.getMessage());
            stage.close();
            return false;
        }
        return run(options.cases(), new TargetStages(stage), System.out);
    }

    private static boolean isReachable(Stage stage) {
        try (Client _ = stage.connect()) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Runs the cases and prints a line for each; true if all that were run have passed. */
    static boolean run(List<Case> cases, Stages stages, PrintStream out) throws InterruptedException {
        int passed = 0;
        int skipped = 0;
        try (Run run = new Run(cases, stages)) {
            for (Case each : cases) {
                Verdict verdict = run.verdict(each);
                passed += verdict instanceof Verdict.Passed ? 1 : 0;
                skipped += verdict instanceof Verdict.Skipped ? 1 : 0;
                out.println(verdict.line(each));
            }
        }
        int ran = cases.size() - skipped;
        out.println("conformance: " + passed + " of " + ran + (skipped == 0 ? "" : ", " + skipped + " need Meridian"));
        return passed == ran && ran > 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
