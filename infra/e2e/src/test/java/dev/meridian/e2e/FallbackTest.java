package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.ChatClient;
import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A fault behind the edges is not a fault for clients while anything else is left to try. */
@Order(5)
@ExtendWith(SharedWorld.class)
final class FallbackTest {
    /** More than enough of them to be answered by each region, own and others'. */
    private static final int KEYS = 60;

    /** With both clients fewer than the five faults in a row that open an edge's breaker for half a minute. */
    private static final int FAULTS = 2;

    @Test
    void nextModelAnswersInEveryRegionWhenTheFirstOneFails(World world) {
        ChatClient client = world.client(Regions.US);
        Map<String, String> keys =
                Regions.ALL.stream().collect(Collectors.toMap(Function.identity(), at -> keyServedBy(client, at)));
        world.simulator().fault("{\"match\":{\"model\":\"gpt-4.1\"},\"fault\":{\"kind\":\"status\",\"status\":503}}");

        keys.forEach((region, key) -> {
            Reply reply = client.ask(affinity(key));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-meridian-region")).isEqualTo(region);
            assertThat(reply.header("x-meridian-model")).isEqualTo("gemini-2.5-flash");
            assertThat(Integer.parseInt(reply.header("x-meridian-attempts"))).isGreaterThan(1);
            assertThat(reply.json().path("model").asString()).isEqualTo("gemini-2.5-flash");
        });
    }

    @Test
    void nextModelStreamsWhenTheFirstOneFailsBeforeItsContent(World world) {
        Map<String, String> keys = keysOfOwnRegions(world);
        world.simulator()
                .fault("{\"match\":{\"model\":\"gpt-4.1\"},\"fault\":{\"kind\":\"error_event\",\"after\":\"head\"}}");

        keys.forEach((region, key) -> {
            var stream = world.client(region).stream("hello", affinity(key));
            List<String> lines = stream.body().filter(line -> !line.isEmpty()).toList();

            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("x-meridian-model")).contains("gemini-2.5-flash");
            assertThat(lines)
                    .noneMatch(line -> line.contains("\"error\""))
                    .last()
                    .isEqualTo("data: [DONE]");
        });
    }

    @Test
    void rateLimitOfOneModelIsAnsweredByTheNext(World world) {
        Map<String, String> keys = keysOfOwnRegions(world);
        world.simulator()
                .fault("{\"match\":{\"model\":\"gpt-4.1\"},"
                        + "\"fault\":{\"kind\":\"rate_limit\",\"form\":\"seconds\",\"retry_after\":\"3s\"}}");

        keys.forEach((region, key) -> {
            Reply reply = world.client(region).ask(affinity(key));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-meridian-model")).isEqualTo("gemini-2.5-flash");
        });
        world.simulator().reset();
        // Other tests share these edges, and each edge remembers a limit by itself.
        ChatClient client = world.client(Regions.US);
        for (String region : Regions.ALL) {
            Map<String, String> headers = affinity(keyServedBy(client, region));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.ask(headers).header("x-meridian-model").equals("gpt-4.1"));
        }
    }

    @Test
    void otherRegionServesWhenHolySheepIsUnreachableFromOneOnly(World world) {
        ChatClient own = world.client(Regions.AP);
        ChatClient other = world.client(Regions.US);
        String ownKey = keyServedBy(own, Regions.AP);
        String otherKey = keyServedBy(other, Regions.AP);
        world.simulator().listening(Regions.AP, false);

        List<Reply> replies = IntStream.range(0, FAULTS)
                .boxed()
                .flatMap(_ -> Stream.of(own.ask(affinity(ownKey)), other.ask(affinity(otherKey))))
                .toList();

        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(replies)
                .extracting(reply -> reply.header("x-meridian-model"))
                .containsOnly("gpt-4.1");
        assertThat(replies)
                .extracting(reply -> reply.header("x-meridian-region"))
                .doesNotContain(Regions.AP);
    }

    /** A fault for each edge, where three clients that draw their regions may send all of theirs to one. */
    private static Map<String, String> keysOfOwnRegions(World world) {
        return Regions.ALL.stream()
                .collect(Collectors.toMap(Function.identity(), at -> keyServedBy(world.client(at), at)));
    }

    private static Map<String, String> affinity(String key) {
        return Map.of("x-meridian-affinity", key);
    }

    private static String keyServedBy(ChatClient client, String region) {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> "key-" + i)
                .filter(key ->
                        client.ask(affinity(key)).header("x-meridian-region").equals(region))
                .findFirst()
                .orElseThrow(() -> new AssertionError("none of " + KEYS + " affinity keys is served by " + region));
    }
}
