package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the table says is to be shed is refused before anything is asked for it, lowest priority first. */
@SuppressWarnings("NullAway.Init")
class ShedTest {
    private final LeakGuard leaks = new LeakGuard();

    @TempDir
    private Path folder;

    private EdgeWorld world;

    @AfterEach
    void stop() {
        world.awaitQuiet();
        world.close();
        leaks.close();
    }

    @Test
    void lowPrioritiesAreRefusedAndHighOnesServed() throws Exception {
        world = EdgeWorld.alone(folder);
        shed(5_000);
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            HttpResponse<String> low = world.chat(ask("gpt-4.1"), "x-meridian-priority", "low");
            assertThat(world.chat(ask("gpt-4.1"), "x-meridian-priority", "high").statusCode())
                    .isEqualTo(200);
            if (low.statusCode() == 503) {
                refused++;
                isShed(low, "priority low");
            }
        }
        assertThat(refused).isBetween(37, 40);
        assertThat(world.calls()).hasSize(80 - refused);
        assertThat(world.metrics())
                .contains(
                        "meridian_edge_shed_total{priority=\"low\"} " + refused + ".0",
                        "meridian_edge_shed_total{priority=\"high\"} 0.0");
    }

    @Test
    void keyClaimsNoMoreThanItsOwn() throws Exception {
        world = EdgeWorld.alone(folder, key("priority: low"));
        shed(10_000);
        isShed(
                world.chat(ask("gpt-4.1"), "Authorization", "Bearer sk-team", "x-meridian-priority", "high"),
                "priority low");
        isShed(world.chat(ask("gpt-4.1"), "x-meridian-priority", "urgent"), "priority normal");
        isShed(world.chat(ask("gpt-4.1"), "x-meridian-priority", "high"), "priority high");
        isShed(world.get("/v1/files"), "priority normal");
        assertThat(world.get("/v1/models").statusCode()).isEqualTo(200);
        assertThat(world.get("/health").statusCode()).isEqualTo(200);
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void hopIsNotShedAgain() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        shed(10_000);
        HttpResponse<String> hop =
                world.chat(ask("gpt-4.1"), "x-meridian-hop", "1", "x-meridian-peer", EdgeWorld.PEER_TOKEN);
        assertThat(hop.statusCode()).isEqualTo(200);
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(503);
        assertThat(world.calls()).noneMatch(call -> call.region().equals(EU));
    }

    private static void isShed(HttpResponse<String> answer, String saying) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"overloaded_shed\"", saying);
        assertThat(Integer.parseInt(header(answer, "retry-after"))).isBetween(5, 10);
    }

    private void shed(int basisPoints) throws Exception {
        Path table = folder.resolve(US + ".json");
        Files.writeString(table, Files.readString(table).replace("\"shed\": 0", "\"shed\": " + basisPoints));
        world.restart(US);
    }

    private String key(String more) throws Exception {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("sk-team".getBytes(StandardCharsets.UTF_8)));
        Path file = Files.writeString(
                folder.resolve("client-keys.yaml"), "keys: [{name: team, sha256: %s, %s}]%n".formatted(hash, more));
        return "--meridian.edge.client-keys-file=" + file;
    }
}
