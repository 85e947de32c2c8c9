package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Gzip;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens and cost are what the upstream says, and the upstream is asked for nothing more than the client asks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class UsageTest {
    private static final String PRICES = "prices: {gpt-4.1: {input: 2, output: 8}, gemini-2.5-flash: {input: 0.5}}\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Path folder;
    private LeakGuard leaks;
    private String prices;
    private EdgeWorld world;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        leaks = new LeakGuard();
        prices = "--meridian.edge.prices-file=" + Files.writeString(folder.resolve("prices.yaml"), PRICES);
        world = EdgeWorld.alone(folder, prices);
    }

    @BeforeEach
    void countFromZero() throws Exception {
        world.restart(US);
    }

    @AfterEach
    void forget() {
        world.simulator.faults().clear();
        world.simulator.log().clear();
    }

    @AfterAll
    void stop() {
        world.close();
        leaks.close();
    }

    /** A request, and where in its answer the usage stands. */
    record Call(String path, String body, String usage) {}

    static Stream<Call> calls() {
        String withUsage = "\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        return Stream.of(
                new Call("/v1/chat/completions", ask("gpt-4.1"), "/usage"),
                new Call("/v1/completions", "{\"model\":\"gpt-4.1\",\"prompt\":\"hello\"}", "/usage"),
                new Call("/v1/responses", "{\"model\":\"gpt-4.1\",\"input\":\"hello\"}", "/usage"),
                new Call(
                        "/v1/chat/completions",
                        "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"sim:tokens=65536\"}]}",
                        "/usage"),
                new Call("/v1/chat/completions", askStream("gpt-4.1").replace("\"stream\":true", withUsage), "/usage"),
                new Call("/v1/completions", "{\"model\":\"gpt-4.1\",\"prompt\":\"hello\"," + withUsage + "}", "/usage"),
                new Call(
                        "/v1/responses",
                        "{\"model\":\"gpt-4.1\",\"input\":\"hello\",\"stream\":true}",
                        "/response/usage"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void tokensAndCostAreWhatTheAnswerSays(Call call) throws Exception {
        JsonNode usage = lastUsage(post(call).body(), call.usage());
        int prompt =
                usage.path("prompt_tokens").asInt(usage.path("input_tokens").asInt());
        int completion = usage.path("completion_tokens")
                .asInt(usage.path("output_tokens").asInt());
        world.awaitQuiet();
        assertThat(prompt).isPositive();
        assertThat(tokens("prompt")).isEqualTo(prompt);
        assertThat(tokens("completion")).isEqualTo(completion);
        assertThat(value("cost_usd_total", "gpt-4.1")).isCloseTo((prompt * 2 + completion * 8) / 1e6, within(1e-9));
        assertThat(value("usage_unknown_total", "gpt-4.1")).isZero();
        assertThat(world.calls()).hasSize(1);
        assertThat(world.calls().getFirst().body()).isEqualTo(call.body());
    }

    @Test
    void embeddingsHaveAPromptOnly() throws Exception {
        post(new Call("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":\"hello\"}", ""));
        world.awaitQuiet();
        assertThat(sample("tokens_total{kind=\"prompt\",model=\"other\",region=\"us-west-2\"}"))
                .isPositive();
        assertThat(sample("tokens_unpriced_total{kind=\"prompt\",model=\"other\",region=\"us-west-2\"}"))
                .isPositive();
        assertThat(value("cost_usd_total", "other")).isZero();
        assertThat(value("cost_primary_usd_total", "other")).isPositive();
    }

    /** A coding that could not be read is not asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                        | gzip",
                "gzip, deflate, br, zstd     | gzip",
                "br;q=1.0, GZIP;q=0.8, *;q=0 | gzip",
                "*                           | gzip",
                "br                          | identity",
                "gzip;q=0, br                | identity",
                "gzip;q=0, *                 | identity",
            })
    void compressedAnswerIsReadToo(String codings, String asked) throws Exception {
        world.simulator.faults().add(new Gzip());
        world.chat(ask("gpt-4.1"), "Accept-Encoding", codings);
        world.awaitQuiet();
        assertThat(world.calls().getFirst().header("accept-encoding")).isEqualTo(asked);
        assertThat(tokens("completion")).isPositive();
    }

    @Test
    void streamThatDoesNotSayItOrBreaksOffIsUnknown() throws Exception {
        world.chat(askStream("gpt-4.1"));
        world.simulator.faults().add(new BreakOff.Reset(Position.tokens(4)));
        world.chat(askStream("gpt-4.1"));
        world.awaitQuiet();
        assertThat(value("usage_unknown_total", "gpt-4.1")).isEqualTo(2);
        assertThat(tokens("completion")).isZero();
    }

    @Test
    void fallbackSavesTheDifferenceToThePrimary() throws Exception {
        world.simulator
                .faults()
                .add(FaultRule.of(new BreakOff.Cut(Position.HEAD, true)).model("gpt-4.1"));
        JsonNode usage = lastUsage(world.chat(ask("gpt-4.1")).body(), "/usage");
        world.awaitQuiet();
        int prompt = usage.path("prompt_tokens").asInt();
        int completion = usage.path("completion_tokens").asInt();
        assertThat(value("cost_usd_total", "gemini-2.5-flash"))
                .isCloseTo((prompt * 0.5 + completion * 2.5) / 1e6, within(1e-9));
        assertThat(value("cost_primary_usd_total", "gemini-2.5-flash"))
                .isCloseTo((prompt * 2 + completion * 8) / 1e6, within(1e-9));
    }

    @Test
    void callRepeatedAfterATimeoutIsCountedWithWhatItMayHaveCost() throws Exception {
        world.simulator
                .faults()
                .add(FaultRule.of(new BreakOff.Stall(Position.ROLE)).model("gpt-4.1"));
        String body = calls().skip(4).findFirst().orElseThrow().body();
        JsonNode usage = lastUsage(world.chat(body).body(), "/usage");
        world.awaitQuiet();
        assertThat(value("timeout_repeats_total", "gpt-4.1")).isEqualTo(1);
        double cost = (usage.path("prompt_tokens").asInt() * 2
                        + usage.path("completion_tokens").asInt() * 8)
                / 1e6;
        assertThat(value("timeout_repeats_cost_usd_total", "gpt-4.1")).isCloseTo(cost, within(1e-9));
    }

    @Test
    void tokensOfAHopAreCountedOnceByTheEdgeThatCalledTheUpstream() throws Exception {
        try (EdgeWorld pair = EdgeWorld.pair(Files.createDirectory(folder.resolve("pair")), 0, prices)) {
            pair.chat(ask("gpt-4.1"));
            pair.awaitQuiet();
            assertThat(pair.metrics())
                    .contains(
                            "requests_total{from=\"client\",model=\"gpt-4.1\",outcome=\"ok\",region=\"eu-west-1\"} 1.0")
                    .doesNotContain("meridian_edge_tokens_total");
            HttpRequest atPeer =
                    HttpRequest.newBuilder(pair.edge(EU).resolve("/metrics")).build();
            assertThat(pair.http
                            .send(atPeer, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains(
                            "requests_total{from=\"edge\",model=\"gpt-4.1\",outcome=\"ok\",region=\"eu-west-1\"} 1.0",
                            "meridian_edge_tokens_total{kind=\"prompt\",model=\"gpt-4.1\",region=\"eu-west-1\"}");
        }
    }

    private HttpResponse<String> post(Call call) throws Exception {
        HttpResponse<String> answer = world.http.send(
                world.request(call.path())
                        .POST(HttpRequest.BodyPublishers.ofString(call.body()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    /** Of a whole answer, or of the last event that has one. */
    private static JsonNode lastUsage(String answer, String pointer) {
        List<String> texts = answer.startsWith("{")
                ? List.of(answer)
                : answer.lines()
                        .filter(line -> line.startsWith("data: {") && line.contains("\"usage\":{"))
                        .map(line -> line.substring(6))
                        .toList();
        return JSON.readTree(texts.getLast()).at(pointer);
    }

    private double tokens(String kind) {
        return sample("tokens_total{kind=\"" + kind + "\",model=\"gpt-4.1\",region=\"" + US + "\"}");
    }

    private double value(String family, String model) {
        return sample(family + "{model=\"" + model + "\",region=\"" + US + "\"}");
    }

    /** 0 where there is none. */
    private double sample(String series) {
        return world.metrics()
                .lines()
                .filter(line -> line.startsWith("meridian_edge_" + series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
