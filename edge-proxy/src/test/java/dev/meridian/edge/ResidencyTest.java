package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Status;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an origin or a key demands is kept to by every way to a region, and where that leaves none nothing is sent. */
@SuppressWarnings("NullAway.Init")
class ResidencyTest {
    private static final String TEAM = "Bearer sk-team";

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
    void requestsOfAKeyGoToLegalRegionsOnlyHoweverTheyArePicked() throws Exception {
        world = EdgeWorld.pair(folder, 9_000, key("residency: eu"));
        labelled("\"eu\"", "\"us\"");
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> byWeight = world.chat(ask("gpt-4.1"), "Authorization", TEAM);
            assertThat(header(byWeight, "x-meridian-region")).isEqualTo(EU);
            HttpResponse<String> byKey =
                    world.chat(askStream("gpt-4.1"), "Authorization", TEAM, "x-meridian-affinity", "user-" + i);
            assertThat(header(byKey, "x-meridian-region")).isEqualTo(EU);
        }
        assertThat(world.calls()).allMatch(call -> call.region().equals(EU));
        HttpResponse<String> explained = world.chat(ask("gpt-4.1"), "Authorization", TEAM, "x-meridian-explain", "1");
        assertThat(header(explained, "x-meridian-trail")).contains("only regions with [eu]");
    }

    @Test
    void failingLegalRegionIsNotLeftForAnIllegalOne() throws Exception {
        world = EdgeWorld.pair(folder, 5_000, key("residency: eu"));
        labelled("\"eu\"", "\"us\"");
        world.kill(EU);
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "Authorization", TEAM);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("no_region_available");
        assertThat(world.calls()).isEmpty();
        assertThat(world.chat(ask("gpt-4.1")).statusCode())
                .as("a key that demands nothing")
                .isEqualTo(200);
    }

    @Test
    void modelThatFailsInTheLegalRegionIsFollowedByAnotherThere() throws Exception {
        world = EdgeWorld.pair(folder, 0, key("residency: [eu, gdpr]"));
        labelled("\"eu\", \"gdpr\"", "\"eu\"");
        world.simulator
                .faults()
                .add(FaultRule.of(Status.of(503)).model("gpt-4.1").region(EU));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "Authorization", TEAM);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(world.calls()).hasSize(3).allMatch(call -> call.region().equals(EU));
    }

    @Test
    void ownRegionMustBeLegalToo() throws Exception {
        world = EdgeWorld.alone(folder, key("residency: eu"));
        refusedByName(world.chat(ask("gpt-4.1"), "Authorization", TEAM), "eu, as its key demands");
        refusedByName(world.chat(askStream("gpt-4.1"), "Authorization", TEAM), "eu, as its key demands");
        assertThat(world.calls()).isEmpty();
        assertThat(world.metrics()).contains("meridian_edge_refusals_total{reason=\"residency\"} 2.0");
    }

    @Test
    void originAndKeyDemandTogether() throws Exception {
        world = EdgeWorld.pair(folder, 0, key("residency: gdpr"));
        labelled("\"eu\"", "\"us\", \"gdpr\"");
        rewrite("\"shed\": 0", "\"shed\": 0, \"residency\": [\"eu\"]");
        assertThat(header(world.chat(ask("gpt-4.1")), "x-meridian-region")).isEqualTo(EU);
        refusedByName(
                world.chat(ask("gpt-4.1"), "Authorization", TEAM),
                "all labels eu, gdpr, as the origin it came in at and its key demand, and no region carries them all");
        world.kill(EU);
        assertThat(world.chat(ask("gpt-4.1")).body()).contains("no_region_available");
        assertThat(world.calls()).allMatch(call -> call.region().equals(EU));
    }

    @Test
    void originWithoutALegalRegionIsRefusedAndServesOtherOriginsHops() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        rewrite(
                "\"shares\": {\"us-west-2\": 0, \"eu-west-1\": 10000}, \"shed\": 0",
                "\"shares\": {}, \"shed\": 0, \"residency\": [\"mars\"]");
        refusedByName(world.chat(ask("gpt-4.1")), "mars, as the origin it came in at demands");
        refusedByName(world.chat(ask("gpt-4.1"), "x-meridian-affinity", "a"), "mars");
        HttpResponse<String> hop =
                world.chat(ask("gpt-4.1"), "x-meridian-hop", "1", "x-meridian-peer", EdgeWorld.PEER_TOKEN);
        assertThat(hop.statusCode()).isEqualTo(200);
    }

    @Test
    void upstreamRegionMustCarryTheLabelToo() throws Exception {
        world = EdgeWorld.pair(folder, 0, key("residency: eu"));
        rewrite("\"kind\": \"EDGE\"", "\"kind\": \"UPSTREAM\"");
        refusedByName(world.chat(ask("gpt-4.1"), "Authorization", TEAM), "label eu");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void accessLogTellsWhatWasDemanded() throws Exception {
        AccessLines log = new AccessLines(folder);
        world = EdgeWorld.alone(folder, key("residency: eu"), log.setting());
        world.chat(ask("gpt-4.1"), "Authorization", TEAM);
        var line = log.await(1).getFirst();
        assertThat(line.path("residency").path(0).asString()).isEqualTo("eu");
        assertThat(line.path("error").asString()).isEqualTo("residency_unsatisfiable");
    }

    private static void refusedByName(HttpResponse<String> answer, String saying) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"residency_unsatisfiable\"", saying);
    }

    /** Gives the regions labels in the table of the edge in us-west-2. */
    private void labelled(String eu, String us) throws Exception {
        int euPort = world.port(EU);
        Path table = folder.resolve(US + ".json");
        String regions = Files.readString(table)
                .lines()
                .reduce((first, second) -> second)
                .orElseThrow();
        String labelled = regions.replaceAll("(127.0.0.1:" + euPort + "\"[^}]*)}", "$1, \"labels\": [" + eu + "]}")
                .replaceAll("(127.0.0.1:(?!" + euPort + ")\\d+\"[^}]*)}", "$1, \"labels\": [" + us + "]}");
        rewrite(regions, labelled);
    }

    private void rewrite(String was, String is) throws Exception {
        Path table = folder.resolve(US + ".json");
        String before = Files.readString(table);
        assertThat(before).contains(was);
        Files.writeString(table, before.replace(was, is));
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
