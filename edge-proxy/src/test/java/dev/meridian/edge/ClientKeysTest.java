package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that stand in a file as hashes are as good as the upstream API's own. */
@SuppressWarnings("NullAway.Init")
class ClientKeysTest {
    private static final String TEAM_KEY = "sk-canary-team-key-33d0";

    @TempDir
    private Path folder;

    @Test
    void hashedKeyIsAcceptedAndNeverShown() throws Exception {
        String hash = sha256(TEAM_KEY);
        Path file =
                Files.writeString(folder.resolve("client-keys.yaml"), "keys: [{name: team-a, sha256: " + hash + "}]\n");
        try (LeakGuard leaks = new LeakGuard();
                EdgeWorld world = EdgeWorld.alone(folder, "--meridian.edge.client-keys-file=" + file)) {
            assertThat(world.chat(ask("gpt-4.1"), "Authorization", "Bearer " + TEAM_KEY)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(byApiKey(world, TEAM_KEY).statusCode()).isEqualTo(200);
            assertThat(byApiKey(world, KEY).statusCode()).isEqualTo(200);
            HttpResponse<String> wrong = byApiKey(world, hash);
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(byApiKey(world, TEAM_KEY.repeat(300)).statusCode()).isEqualTo(401);
            assertThat(world.calls())
                    .hasSize(3)
                    .allSatisfy(call ->
                            assertThat(call.headers().get("authorization")).isEqualTo(List.of("Bearer " + KEY)));
            assertThat(wrong.body() + world.metrics() + leaks.log()).doesNotContain(TEAM_KEY, hash, KEY);
        }
    }

    private static HttpResponse<String> byApiKey(EdgeWorld world, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(world.edge(US).resolve("/v1/chat/completions"))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ask("gpt-4.1")))
                .build();
        return world.http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
