package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.PEER_TOKEN;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Pace;
import dev.meridian.simulator.fault.Raw;
import dev.meridian.simulator.fault.Status;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One hop: what goes over it, and what happens when the other side is not there. */
@SuppressWarnings("NullAway.Init")
class TwoRegionsTest {
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
    void requestForAnotherRegionGoesOverOneHopAndRunsTheChainThere() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        world.simulator
                .faults()
                .add(FaultRule.of(Status.of(503)).model("gpt-4.1").region(EU));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(header(answer, "x-meridian-region")).isEqualTo(EU);
        assertThat(header(answer, "x-meridian-model")).isEqualTo("gemini-2.5-flash");
        assertThat(header(answer, "x-meridian-attempts")).isEqualTo("3");
        assertThat(world.calls()).allMatch(call -> call.region().equals(EU));
        assertThat(world.calls())
                .noneMatch(call -> call.headers().keySet().stream().anyMatch(n -> n.startsWith("x-meridian")));
    }

    @Test
    void streamIsCountedWhereItsClientIsAndForTheRegionThatAnswers() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        world.simulator.faults().add(new Pace(null, 5));
        HttpResponse<InputStream> stream = world.http.send(
                world.request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(askStream("gpt-4.1")))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(header(stream, "x-meridian-region")).isEqualTo(EU);
        assertThat(world.running(US)).containsEntry(EU, 1L);
        assertThat(world.running(EU).values()).allMatch(count -> count == 0);
        stream.body().close();
    }

    @Test
    void deadRegionCostsNoRequestAndFewConnects() throws Exception {
        world = EdgeWorld.pair(folder, 5_000);
        world.kill(EU);
        for (int i = 0; i < 60; i++) {
            HttpResponse<String> answer = world.chat(i % 2 == 0 ? ask("gpt-4.1") : askStream("gpt-4.1"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "x-meridian-region")).isEqualTo(US);
        }
        assertThat(world.metrics())
                .contains("meridian_edge_attempts_total{model=\"gpt-4.1\",region=\"eu-west-1\",result=\"region\"} 5.0");
    }

    @Test
    void regionThatCannotReachTheUpstreamIsLeftForTheNextOne() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        world.simulator.regions().refuse(EU);
        HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-meridian-region")).isEqualTo(US);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void upstreamAwayEverywhereIsOneErrorWithoutAStorm() throws Exception {
        world = EdgeWorld.pair(folder, 5_000);
        world.simulator.regions().refuse(EU);
        world.simulator.regions().refuse(US);
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("no_region_available");
        assertThat(header(answer, "x-meridian-fault")).isEmpty();
    }

    @Test
    void modelThatHangsBehindAHopIsNotTheRegionsFault() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        world.simulator.faults().add(new BreakOff.Stall(Position.NOTHING));
        HttpResponse<String> answer = world.chat(ask("deepseek-v3.2"), "x-request-timeout-ms", "3000");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(world.metrics())
                .contains("result=\"model\"")
                .doesNotContain("result=\"region\"")
                .doesNotContain("result=\"deadline\"");
    }

    @Test
    void hopWithoutThePeerTokenIsAClientsRequest() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        HttpResponse<String> wrong = world.chat(
                ask("gpt-4.1"), "x-meridian-hop", "1", "x-meridian-peer", "guess", "Authorization", "Bearer x");
        assertThat(wrong.statusCode()).isEqualTo(401);
        HttpResponse<String> right = world.chat(
                ask("gpt-4.1"), "x-meridian-hop", "1", "x-meridian-peer", PEER_TOKEN, "Authorization", "Bearer x");
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(header(right, "x-meridian-region"))
                .as("a hop is never forwarded")
                .isEqualTo(US);
    }

    @Test
    void regionFaultOfAHopIsStamped() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        world.simulator.regions().refuse(US);
        HttpResponse<String> answer = world.chat(
                ask("gpt-4.1"), "x-meridian-hop", "1", "x-meridian-peer", PEER_TOKEN, "Authorization", "Bearer x");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "x-meridian-fault")).isEqualTo("region");
    }

    @Test
    void attemptsOverTheHopStayWithinTheBudget() throws Exception {
        world = EdgeWorld.pair(folder, 0, "--MAX_RETRIES=1");
        world.simulator.faults().add(Status.of(503));
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(502);
        assertThat(world.calls()).hasSize(2);
    }

    @Test
    void callsOfAHopOnConnectionsThatLookStaleCountTowardsTheBudget() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
        int before = world.calls().size();
        world.simulator.faults().add(FaultRule.of(new BreakOff.Reset(null)).region(EU));
        world.simulator.faults().add(FaultRule.of(Status.of(503)).region(US));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(world.calls().subList(before, world.calls().size())).hasSize(4);
        assertThat(header(answer, "x-meridian-attempts")).isEqualTo("4");
    }

    @Test
    void callsOfAHopThatBreaksOffCountTowardsTheBudget() throws Exception {
        world = EdgeWorld.pair(folder, 0, "--meridian.edge.endpoint-overrides.eu-west-1=" + EdgeWorld.SIMULATOR_IN_EU);
        world.simulator
                .faults()
                .add(FaultRule.of(new Raw(
                                "HTTP/1.1 102 Processing\r\nx-meridian-attempts: 3\r\n\r\n", null, Ending.Manner.RESET))
                        .region(EU));
        world.simulator.faults().add(FaultRule.of(Status.of(503)).region(US));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(header(answer, "x-meridian-attempts")).isEqualTo("4");
        assertThat(world.calls().stream().filter(call -> call.region().equals(US)))
                .as("three of four were made over the hop")
                .hasSize(1);
    }

    @Test
    void affinityKeyKeepsItsRegion() throws Exception {
        world = EdgeWorld.pair(folder, 5_000);
        for (int key = 0; key < 6; key++) {
            Set<String> regions = new TreeSet<>();
            for (int i = 0; i < 5; i++) {
                regions.add(
                        header(world.chat(ask("gpt-4.1"), "x-meridian-affinity", "user-" + key), "x-meridian-region"));
            }
            assertThat(regions).hasSize(1);
        }
    }

    @Test
    void peerTokenIsEnoughToAskForTheModels() throws Exception {
        world = EdgeWorld.pair(folder, 5_000);
        HttpRequest request = HttpRequest.newBuilder(world.edge(EU).resolve("/v1/models"))
                .header("x-meridian-peer", PEER_TOKEN)
                .build();
        HttpResponse<String> answer = world.http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-meridian-models")).isIn("upstream", "cache");
        assertThat(answer.body()).contains("gpt-4.1").doesNotContain(KEY);
    }
}
