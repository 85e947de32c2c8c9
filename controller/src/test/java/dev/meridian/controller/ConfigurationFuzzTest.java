package dev.meridian.controller;

import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.intent.RegionsFile;
import dev.meridian.controller.intent.RegionsReload;
import dev.meridian.controller.security.HashedTokens;
import dev.meridian.controller.security.ServiceAccountTokens;
import dev.meridian.controller.security.Tokens;
import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.PolicyKeys;
import dev.meridian.fixtures.fuzz.FuzzRun;
import dev.meridian.fixtures.fuzz.Mutator;
import dev.meridian.fixtures.fuzz.Shown;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken files and numbers are read or refused by name, and a version that is refused leaves what was in use. */
final class ConfigurationFuzzTest {
    /** Of the token "token". */
    private static final String HASH = "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0";

    private static final String REGIONS = """
            regions:
              - {name: us-west-2, endpoint: internal-us.test, weight: 100, enabled: true, capacity_rps: 120.5}
              - name: eu-west-1
                endpoint: https://internal-eu.test:8443
                weight: 80
                residency: [eu, gdpr]
                price_multiplier: 1.25
              - {name: ap-southeast-1, upstream: "https://api.example.com/v1", weight: 80}
            origins:
              - {name: fra-office, residency: eu}
            """;

    private static final String TOKENS = """
            tokens:
              - {name: agent-us, role: agent, region: us-west-2, sha256: %s}
              - name: alice
                role: operator
                sha256: %s
            """.formatted(HASH, "b".repeat(64));

    private static final String CLUSTERS = """
            clusters:
              - {name: eu, issuer: "%s", jwks-file: keys.json, accounts: %s}
              - name: us
                issuer: https://us.example.com
                jwks-file: other-keys.json
                audience: meridian-us
                accounts: %s
            """.formatted(Tokens.ISSUER, Tokens.ACCOUNTS, Tokens.ACCOUNTS);

    private static final List<byte[]> FILES = List.of(Shown.bytes(REGIONS), Shown.bytes(TOKENS), Shown.bytes(CLUSTERS));

    private static final List<Map.Entry<String, String>> NUMBERS = List.of(
            Map.entry("trust-full", "15s"),
            Map.entry("freeze-above", "5000"),
            Map.entry("headroom", "1.25"),
            Map.entry("provider-incidents", "true"),
            Map.entry("load-prices", "60%:0ms 70%:20ms 80%:60ms 85%:200ms 100%:2000ms"),
            Map.entry("churn-cost", "5ms"));

    private static final Mutator MUTATOR = new Mutator(
            "&a ",
            "*a",
            "<<: *a",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "!!int ",
            "!!binary ",
            "!!java.net.URL ",
            "~",
            "null",
            ".inf",
            ".nan",
            "-1",
            "1e999",
            "2026-13-99",
            "---\n",
            "%YAML 9.9\n",
            "|",
            "'",
            "\"",
            "\t",
            "\u00ff\u00fe",
            "\u0000",
            "regions:",
            "name: us-west-2",
            "tokens:",
            "clusters:",
            "PT5S",
            "5s",
            "%",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "{a: {a: {a: {a: {a: {a: ");

    @TempDir
    Path dir;

    private final AtomicLong now = new AtomicLong();

    /** Of the first cluster, whose keys are not there: what is said of it is not what is said where its issuer is unknown. */
    private final String token =
            Tokens.sign(Tokens.rsa("one"), Tokens.claims(Instant.now()).build());

    @Test
    void brokenConfigurationIsReadOrRefusedByName() throws IOException {
        FuzzRun run = FuzzRun.ofController("configuration", 30);
        Path file = dir.resolve("some-file.yaml");
        run.cases().forEach(one -> {
            RandomGenerator random = run.random(one);
            int which = random.nextInt(FILES.size() + 1);
            Map.Entry<String, String> number = NUMBERS.get(random.nextInt(NUMBERS.size()));
            byte[] good = which < FILES.size() ? FILES.get(which) : Shown.bytes(number.getValue());
            byte[] broken = MUTATOR.mutate(random, good, FILES.get(random.nextInt(FILES.size())));
            String wrong;
            try {
                wrong = which < FILES.size() ? wrongFile(file, good, broken, which) : wrongNumber(number, broken);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                wrong = e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            }
            if (wrong != null) {
                run.failed(one, wrong, broken);
            }
        });
        run.finish();
    }

    private static @Nullable String wrongNumber(Map.Entry<String, String> number, byte[] broken) {
        try {
            PolicyKeys.read(Map.of(number.getKey(), new String(broken, StandardCharsets.UTF_8)), Duration.ofSeconds(5));
            return null;
        } catch (ConfigurationError e) {
            return names(e, "meridian.controller.policy");
        }
    }

    /** What is wrong with how a file is taken, at the start and later, or null. */
    private @Nullable String wrongFile(Path file, byte[] good, byte[] broken, int which) {
        return switch (which) {
            case 0 -> wrongRegions(file, good, broken);
            case 1 -> wrongTokens(file, good, broken);
            default -> wrongClusters(file, good, broken);
        };
    }

    private @Nullable String wrongRegions(Path file, byte[] good, byte[] broken) {
        write(file, good);
        Regions regions = RegionsFile.read(file);
        String before = told(regions);
        RegionsReload reload = new RegionsReload(file, regions, new SimpleMeterRegistry());
        reload.look();
        reload.look();
        write(file, broken);
        reload.look();
        reload.look();
        try {
            RegionsFile.read(file);
            return null;
        } catch (ConfigurationError e) {
            return told(regions).equals(before) ? names(e, "some-file.yaml") : "it is refused, but in use";
        }
    }

    private static String told(Regions regions) {
        return regions.defaults() + " " + regions.specs() + " " + regions.residency();
    }

    private @Nullable String wrongTokens(Path file, byte[] good, byte[] broken) {
        write(file, good);
        HashedTokens tokens = new HashedTokens(file, InstantSource.system(), now::get, new SimpleMeterRegistry());
        write(file, broken);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        boolean known = tokens.callerOf("token") != null;
        try {
            new HashedTokens(file, InstantSource.system(), now::get, new SimpleMeterRegistry());
            return null;
        } catch (ConfigurationError e) {
            return known ? names(e, "some-file.yaml") : "it is refused, but what was in use is gone";
        }
    }

    private @Nullable String wrongClusters(Path file, byte[] good, byte[] broken) {
        write(file, good);
        ServiceAccountTokens clusters = clusters(file);
        String before = clusters.whyUnknown(token);
        write(file, broken);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        boolean same = clusters.whyUnknown(token).equals(before);
        try {
            clusters(file);
            return null;
        } catch (ConfigurationError e) {
            return same ? names(e, "some-file.yaml") : "it is refused, but what was in use is gone";
        }
    }

    private ServiceAccountTokens clusters(Path file) {
        return new ServiceAccountTokens(file, InstantSource.system(), now::get, new SimpleMeterRegistry());
    }

    private static @Nullable String names(ConfigurationError e, String what) {
        return String.valueOf(e.getMessage()).contains(what)
                ? null
                : "the complaint does not name " + what + ": " + e.getMessage();
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
