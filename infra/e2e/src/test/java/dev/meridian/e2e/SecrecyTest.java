package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.client.Http;
import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.RunningProgram;
import dev.meridian.e2e.world.Secrets;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** After all that the other tests did, and the worst of it once more: nothing secret is in anything that was printed. */
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedWorld.class)
final class SecrecyTest {
    @Test
    void noKeyTokenOrPromptIsInAnyOutputMetricOrError(World world) {
        Map<String, String> texts = new TreeMap<>();
        provoke(world, texts);
        for (RunningProgram program : world.everStarted()) {
            String name = program.program().name();
            texts.merge("output of " + name, program.output(), String::concat);
        }
        texts.put(
                "metrics of controller",
                world.operator().call("GET", "/metrics", "").body());
        for (String region : Regions.ALL) {
            texts.put(
                    "metrics of edge-" + region,
                    world.client(region).get("/metrics").body());
            texts.put(
                    "metrics of agent-" + region,
                    Http.send(Http.request(world.process("agent-" + region)
                                            .base()
                                            .resolve("/metrics"))
                                    .build())
                            .body());
        }

        assertThat(texts.keySet())
                .filteredOn(text -> text.startsWith("metrics"))
                .hasSize(7);
        texts.forEach((where, text) -> {
            assertThat(text).as(where).isNotEmpty();
            for (String secret : world.secrets().all()) {
                assertThat(text.contains(secret))
                        .as("%s contains %s...", where, secret.substring(0, 7))
                        .isFalse();
            }
        });
    }

    /** Requests that fail in every way, with secrets in every place; their answers must not repeat them. */
    private static void provoke(World world, Map<String, String> answers) {
        world.simulator().fault("{\"fault\":{\"kind\":\"status\",\"status\":500}}");
        Secrets secrets = world.secrets();
        String prompt =
                "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"" + secrets.prompt() + "\"}]}";
        List<String> bodies =
                List.of(prompt, prompt.substring(0, prompt.length() - 3), prompt + prompt, secrets.prompt());
        for (int i = 0; i < bodies.size(); i++) {
            for (String key : List.of(secrets.upstreamKey(), secrets.wrongKey(), secrets.peers())) {
                Reply reply =
                        Http.send(Http.request(world.edge(Regions.US).base().resolve("/v1/chat/completions"))
                                .header("authorization", "Bearer " + key)
                                .header("x-request-id", "request " + i)
                                .POST(BodyPublishers.ofString(bodies.get(i)))
                                .build());
                assertThat(reply.status()).isGreaterThanOrEqualTo(400);
                answers.put(
                        "answer " + i + " to " + key.substring(0, 7),
                        reply.body() + reply.headers().map());
            }
        }
        for (String token : List.of(secrets.edges(), secrets.viewer(), secrets.wrongKey())) {
            Reply reply = Http.send(Http.request(world.controller().base().resolve("/v1/drains"))
                    .header("authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString(secrets.prompt()))
                    .build());
            answers.put(
                    "refusal of " + token.substring(0, 7),
                    reply.body() + reply.headers().map());
        }
    }
}
