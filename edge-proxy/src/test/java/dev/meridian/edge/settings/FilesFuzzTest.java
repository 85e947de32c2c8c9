package dev.meridian.edge.settings;

import dev.meridian.fixtures.fuzz.FuzzRun;
import dev.meridian.fixtures.fuzz.Mutator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A broken file is read or refused by name, soon, whatever is in it. */
class FilesFuzzTest {
    /** Files have kilobytes: reading one takes milliseconds, and many seconds are a hang. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String CONFIG = """
            fallback: {enabled: true, retry_attempts: 3, retry_delay_ms: 1000}
            models:
              primary: {name: gpt-4.1, provider: openai, priority: 1}
              secondary: {name: "gemini-2.5-flash", provider: google, priority: 2}
            circuit_breaker:
              enabled: yes
              failure_threshold: 5
              timeout_seconds: 30
              half_open_requests: 3
            rate_limiting: {requests_per_minute: 1000, burst_size: 100}
            """;

    private static final String RETRY = """
            retry:
              max_attempts: 5
              initial_delay_ms: 1000
              max_delay_ms: 30000
              backoff_multiplier: 2.0
              retryable_errors:
                - rate_limit_exceeded
                - timeout
                - server_error
            """;

    private static final String KEYS = """
            # who may ask
            keys:
              - name: team-a
                sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
              - {name: team.b, sha256: 486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7, requests_per_minute: 60, burst_size: 6}
            """;

    /** Each level has nine of the level below: three of them would be 729 entries, ten a billion. */
    private static final String LAUGHS = """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
            f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
            keys: [*f, *f, *f, *f, *f, *f, *f, *f, *f]
            """;

    private static final List<byte[]> FILES = List.of(bytes(CONFIG), bytes(RETRY), bytes(KEYS), bytes(LAUGHS));

    private static final Mutator MUTATOR = new Mutator(
            "&a ",
            "*a",
            "<<: *a",
            "? ",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "!!int ",
            "!!float ",
            "!!binary ",
            "!!set ",
            "!!omap ",
            "!!timestamp ",
            "!!java.net.URL ",
            "!!null ",
            "!local ",
            "~",
            "null",
            "0x",
            "0b_",
            "0o7",
            ".inf",
            ".nan",
            "1:2:3",
            "2026-13-99",
            "---\n",
            "...\n",
            "%YAML 9.9\n",
            "|",
            ">",
            "'",
            "\"",
            "\t",
            "\u00ef\u00bb\u00bf",
            "\u00ff\u00fe",
            "\u0000",
            "keys:",
            "retry:",
            "models:",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "{a: {a: {a: {a: {a: {a: ",
            "? ? ? ? ? ? ",
            "- - - - - - - ");

    private static final Path FILE = Path.of("some-file.yaml");

    @Test
    void brokenFilesAreReadOrRefusedByName() {
        FuzzRun run = FuzzRun.of("files", 15);
        run.cases().forEach(number -> {
            RandomGenerator random = run.random(number);
            byte[] file = MUTATOR.mutate(
                    random, FILES.get(random.nextInt(FILES.size())), FILES.get(random.nextInt(FILES.size())));
            long started = System.nanoTime();
            String wrong = wrong(file);
            if (wrong != null) {
                run.failed(number, wrong, file);
            }
            if (System.nanoTime() - started > SOON.toNanos()) {
                run.failed(number, "it took too long", file);
            }
        });
        run.finish();
    }

    /** What is wrong with how all readers of files take this one, or null. */
    private static @Nullable String wrong(byte[] file) {
        List<Runnable> readers = List.of(
                () -> FallbackSettings.of(YamlSection.parse(FILE, file), YamlSection.EMPTY, 3)
                        .parts(),
                () -> FallbackSettings.of(YamlSection.EMPTY, YamlSection.parse(FILE, file), 3)
                        .parts(),
                () -> ClientKeysFile.parse(FILE, file, "sk-api"));
        for (Runnable reader : readers) {
            try {
                reader.run();
            } catch (InvalidSettingException e) {
                if (!String.valueOf(e.getMessage()).contains(FILE.toString())) {
                    return "the complaint does not name the file: " + e.getMessage();
                }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                return e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            }
        }
        return null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
