package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.simulator.fault.Delay;
import dev.meridian.simulator.fault.FaultRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send requests ahead of the answers. */
class SendAheadTest extends OneEdge {
    private static final String UP = "{\"status\":\"UP\"}";

    /** More than the kernel's buffers of both sides hold. */
    private static final int MUCH = 40 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/metrics", "/nothing"})
    void clientThatReadsNothingIsReadNoFurther(String path) throws Exception {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer requests = ByteBuffer.allocateDirect(MUCH / request.length * request.length);
        while (requests.hasRemaining()) {
            requests.put(request);
        }
        requests.flip();
        try (SocketChannel client = SocketChannel.open()) {
            client.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), world.port(US)));
            client.configureBlocking(false);
            await().atMost(Duration.ofSeconds(60))
                    .during(Duration.ofMillis(500))
                    .until(() -> client.write(requests) == 0);

            assertThat(requests.hasRemaining())
                    .as("of 40 MB some was not taken")
                    .isTrue();
            assertThat(world.get("/health").statusCode()).as("for others").isEqualTo(200);
        }
    }

    @Test
    void clientThatReadsLateGetsAnAnswerToEachRequest() throws Exception {
        int requests = 20_000;
        String request = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        String last = "GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(request.repeat(requests) + last);
            await().atMost(Duration.ofSeconds(10)).until(client::hasAnswer);

            String answers = client.readToEnd();
            assertThat(answers.split(Pattern.quote(UP), -1)).hasSize(requests + 1);
            assertThat(answers).endsWith("\"table\":\"1.7\"}");
        }
    }

    @Test
    void largeBodyThatIsSentAheadIsAnsweredInItsTurn() throws Exception {
        world.simulator
                .faults()
                .add(FaultRule.of(new Delay(Duration.ofMillis(400), null)).times(1));
        String large = "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(700_000)
                + "\"}]}";
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(chat("first", ask("gpt-4.1"), "")
                    + chat("large", large, "")
                    + chat("last", ask("gpt-4.1"), "Connection: close\r\n"));
            String answers = client.readToEnd();
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
            assertThat(answers.indexOf("x-request-id: first")).isLessThan(answers.indexOf("x-request-id: large"));
            assertThat(answers.indexOf("x-request-id: large")).isLessThan(answers.indexOf("x-request-id: last"));
        }
    }

    @Test
    void restOfARequestOfWhichSomeWasSentAheadIsTaken() throws Exception {
        String second = chat("second", ask("gpt-4.1"), "Connection: close\r\n");
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(chat("first", ask("gpt-4.1"), "") + second.substring(0, 30));
            client.readUntil("x-request-id: first");
            client.readUntil("}]");
            assertThat(client.send(second.substring(30)).readToEnd()).contains("x-request-id: second");
        }
    }

    @Test
    void answersThatAreNotTheLastWordDoNotShiftTheOthers() throws Exception {
        String expecting = chat("first", ask("gpt-4.1"), "Expect: 100-continue\r\n");
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(expecting
                    + "HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "HEAD /health HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n"
                    + "GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answers = client.readToEnd();
            assertThat(answers)
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200")
                    .contains("\"choices\"");
            assertThat(answers)
                    .as("answers to HEAD have no body")
                    .doesNotContain(UP)
                    .endsWith("\"table\":\"1.7\"}");
        }
    }

    @Test
    void requestThatDoesNotComeAfterAHeadIsRefusedWithABody() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readUntil("\r\n\r\n");
            assertThat(client.send("GET /hea").readToEnd())
                    .startsWith("HTTP/1.1 408")
                    .endsWith("}}");
        }
    }

    private static String chat(String id, String body, String more) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY
                + "\r\nContent-Type: application/json\r\nX-Request-Id: " + id + "\r\n" + more + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
