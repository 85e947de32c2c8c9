package dev.meridian.controller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.settings.ConfigurationError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HashedTokensTest {
    @TempDir
    Path dir;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void tokenIsItsCallersAndNobodyElsesIs() throws IOException {
        HashedTokens tokens = read("  - {name: agent-us, role: agent, region: us-west-2, sha256: " + sha256("one")
                + "}\n" + "  - {name: alice, role: operator, sha256: " + sha256("two") + "}\n");

        assertThat(tokens.callerOf("one")).isNotNull().satisfies(caller -> {
            assertThat(caller.name()).isEqualTo("agent-us");
            assertThat(caller.roles()).containsExactly(Role.AGENT);
            assertThat(caller.region()).isEqualTo("us-west-2");
        });
        assertThat(name(tokens, "two")).isEqualTo("alice");
        assertThat(tokens.callerOf("three")).isNull();
        assertThat(tokens.callerOf("")).isNull();
        assertThat(tokens.callerOf(null)).isNull();
        assertThat(tokens.callerOf(sha256("one"))).isNull();
    }

    /** Helm writes every value that is text in quotes. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T12:00:01Z", "'2026-11-24T12:00:01Z'", "\"2026-11-24T13:00:01+01:00\""})
    void tokenCountsUntilItExpiresAndTheAuditHearsWhose(String expires) throws IOException {
        HashedTokens tokens =
                read("  - {name: alice, role: operator, expires: " + expires + ", sha256: " + sha256("one") + "}\n");
        assertThat(name(tokens, "one")).isEqualTo("alice");
        now.set(Instant.parse("2026-11-24T12:00:01Z"));

        assertThat(tokens.callerOf("one")).isNull();
        assertThat(tokens.whyUnknown("one"))
                .isEqualTo("the token alice of the tokens file expired at 2026-11-24T12:00:01Z");
        assertThat(tokens.whyUnknown("two")).isEqualTo("the token is not known");
        assertThat(tokens.whyUnknown(null)).isEqualTo("there is no bearer token");
    }

    @Test
    void changedFileIsReadAgainWithinASecond() throws IOException {
        HashedTokens tokens = read("  - {name: alice, role: operator, sha256: " + sha256("one") + "}\n");
        write("  - {name: alice, role: operator, sha256: " + sha256("another") + "}\n# longer\n");
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(name(tokens, "one")).isEqualTo("alice");
        nanos.addAndGet(Duration.ofMillis(1).toNanos());

        assertThat(tokens.callerOf("one")).isNull();
        assertThat(name(tokens, "another")).isEqualTo("alice");
    }

    @Test
    void brokenOrMissingFileLeavesTheTokensAsTheyAre() throws IOException {
        HashedTokens tokens = read("  - {name: alice, role: operator, sha256: " + sha256("one") + "}\n");
        write("  - nonsense\n");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(name(tokens, "one")).isEqualTo("alice");
        Files.delete(dir.resolve("tokens.yaml"));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(name(tokens, "one")).isEqualTo("alice");
        write("  - {name: bob, role: viewer, sha256: " + sha256("two") + "}\n");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(name(tokens, "two")).isEqualTo("bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a, role: agent}                         | tokens.yaml: tokens[0].sha256 is missing",
                "{name: a, role: agent, sha256: topsecret}      | tokens.yaml: tokens[0].sha256 must be the token's SHA-256",
                "{name: a, role: agent, token: topsecret}       | tokens[0] has an unknown key \"token\", did you mean",
                "{name: 'a b', role: agent, sha256: topsecret}  | tokens.yaml: tokens[0].name must be 1 to 100 characters",
                "topsecret                                      | tokens.yaml: tokens[0] must be a mapping",
            })
    void badFileIsRefusedWithoutRepeatingIt(String token, String complaint) {
        assertThatThrownBy(() -> read("  - " + token + "\n"))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("topsecret");
    }

    @Test
    void roleAndRegionAndNameAreChecked() {
        String hash = sha256("one");
        assertThatThrownBy(() -> read("  - {name: a, role: king, sha256: " + hash + "}\n"))
                .hasMessageContaining("tokens[0].role must be agent, edge, viewer, operator or admin");
        assertThatThrownBy(() -> read("  - {name: a, role: agent, region: A, sha256: " + hash + "}\n"))
                .hasMessageContaining("tokens[0].region must be the name of a region");
        assertThatThrownBy(() -> read("  - {name: a, role: admin, expires: soon, sha256: " + hash + "}\n"))
                .hasMessageContaining("tokens[0].expires must be a time such as 2027-01-31T00:00:00Z");
        assertThatThrownBy(() -> read("  - {name: a, role: agent, sha256: " + hash + "}\n"))
                .hasMessageContaining("tokens[0].region is missing: an agent's token speaks for one region");
        assertThatThrownBy(() -> read("  - {name: a, role: viewer, sha256: " + hash
                        + "}\n  - {name: a, role: edge, sha256: " + hash + "}\n"))
                .hasMessageContaining("tokens[1].name is the name of another token too");
    }

    private HashedTokens read(String tokens) throws IOException {
        return new HashedTokens(write(tokens), now::get, nanos::get, new SimpleMeterRegistry());
    }

    private Path write(String tokens) throws IOException {
        return Files.writeString(dir.resolve("tokens.yaml"), "tokens:\n" + tokens);
    }

    private static @Nullable String name(HashedTokens tokens, String token) {
        @Nullable Caller caller = tokens.callerOf(token);
        return caller == null ? null : caller.name();
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
