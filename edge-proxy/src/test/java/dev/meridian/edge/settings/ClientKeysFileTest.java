package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.meridian.routing.region.Label;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ClientKeysFileTest {
    private static final String API_KEY = "sk-api";

    @TempDir
    private Path folder;

    @Test
    void keyIsFoundByItsHashOnly() throws Exception {
        ClientKeys keys = read("keys: [{name: team-a, sha256: " + sha256("sk-team-a") + "}]");
        assertThat(keys.find(bytes("sk-team-a"))).isEqualTo(new ClientKey("team-a", null));
        assertThat(keys.find(bytes("sk-team-b"))).isNull();
        assertThat(keys.find(bytes(sha256("sk-team-a")))).isNull();
        assertThat(ClientKeys.NONE.find(bytes("sk-team-a"))).isNull();
    }

    @Test
    void limitsAreTheKeysOwnOrNobodys() throws Exception {
        ClientKeys keys = read("""
                keys:
                  - {name: own, sha256: %s, requests_per_minute: 600, burst_size: 60}
                  - {name: half, sha256: %s, burst_size: 7}
                  - {name: shared, sha256: %s}
                """.formatted(sha256("1"), sha256("2").toUpperCase(java.util.Locale.ROOT), sha256("3")));
        assertThat(keys.find(bytes("1"))).isEqualTo(new ClientKey("own", new RateSettings(600, 60)));
        assertThat(keys.find(bytes("2"))).isEqualTo(new ClientKey("half", new RateSettings(1_000, 7)));
        assertThat(keys.find(bytes("3"))).isEqualTo(new ClientKey("shared", null));
    }

    @Test
    void residencyAndPriorityAreTheKeysOwn() throws Exception {
        ClientKeys keys = read("""
                keys:
                  - {name: one, sha256: %s, residency: eu, priority: high}
                  - {name: all, sha256: %s, residency: [gdpr, eu], priority: low}
                """.formatted(sha256("1"), sha256("2")));
        TreeSet<Label> both = new TreeSet<>(List.of(new Label("eu"), new Label("gdpr")));
        assertThat(keys.find(bytes("1")))
                .isEqualTo(new ClientKey("one", null, new TreeSet<>(List.of(new Label("eu"))), Priority.HIGH));
        assertThat(keys.find(bytes("2"))).isEqualTo(new ClientKey("all", null, both, Priority.LOW));
    }

    @Test
    void wrongFileIsRefusedWithFileKeyAndLimit() throws Exception {
        String hash = sha256("x");
        refused("keyz: []", "client-keys.yaml", "\"keyz\"", "the nearest known one is \"keys\"");
        refused("keys: 7", "keys must be a list of at most 10000 entries");
        refused("keys: [7]", "keys[0] must be a mapping");
        refused("keys: [{nam: a, sha256: " + hash + "}]", "keys[0]", "\"nam\"", "nearest known one is \"name\"");
        refused("keys: [{sha256: " + hash + "}]", "keys[0]: name must be text");
        refused("keys: [{name: a b, sha256: " + hash + "}]", "keys[0]: name must be 1 to 63 letters");
        refused("keys: [{name: holysheep, sha256: " + hash + "}]", "name is \"holysheep\", which another key has");
        refused("keys: [{name: a}]", "keys[0]: sha256 must be text");
        refused("keys: [{name: a, sha256: abc}]", "keys[0]: sha256 must be the 64 hex digits");
        refused("keys: [{name: a, sha256: " + "z".repeat(64) + "}]", "sha256 must be the 64 hex digits");
        refused("keys: [{name: a, sha256: " + sha256(API_KEY) + "}]", "that of the upstream API's key");
        refused(
                "keys: [{name: a, sha256: " + hash + ", burst_size: 0}]",
                "burst_size must be a whole number from 1 to");
        refused("keys: [{name: a, sha256: " + hash + ", priority: urgent}]", "priority must be high, normal or low");
        refused("keys: [{name: a, sha256: " + hash + ", residency: EU}]", "residency must be labels of a-z");
        refused("keys: [{name: a, sha256: " + hash + ", residency: []}]", "residency must be 1 to 16 labels");
        refused("keys: [{name: a, sha256: " + hash + ", residency: 7}]", "residency must be text");
        refused(two("a", hash, "a", sha256("y")), "keys[1]: name is \"a\", which another key has");
        refused(two("a", hash, "b", hash), "keys[1]: sha256 of \"b\" stands in the file twice");
    }

    @Test
    void asManyKeysAsThereMayBeAreReadAndNoMore() throws Exception {
        assertThat(read(many(ClientKeys.MAX_KEYS)).byDigest()).hasSize(ClientKeys.MAX_KEYS);
        refused(many(ClientKeys.MAX_KEYS + 1), "at most 10000 entries");
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> "- {name: a-client-with-a-long-name-%05d, sha256: f%063x, requests_per_minute: 10000000}\n"
                                .formatted(i, i))
                .collect(Collectors.joining("", "keys:\n", ""));
    }

    private static String two(String name1, String hash1, String name2, String hash2) {
        return "keys: [{name: %s, sha256: %s}, {name: %s, sha256: %s}]".formatted(name1, hash1, name2, hash2);
    }

    private void refused(String text, String... saying) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> read(text))
                .satisfies(e ->
                        assertThat(e.getMessage()).contains("client-keys.yaml").contains(saying));
    }

    private ClientKeys read(String text) throws IOException {
        return ClientKeysFile.read(
                Files.writeString(folder.resolve("client-keys.yaml"), text), new CurrentApiKey(API_KEY));
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
