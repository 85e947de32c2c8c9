package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of passed-through requests, which go on as they come. */
@SuppressWarnings("NullAway.Init")
class UploadTest {
    private static final int LARGE = 20 * 1024 * 1024;
    private static final String HEAD = "POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY + "\r\n";

    @TempDir
    private Path folder;

    private LeakGuard leaks;
    private EdgeWorld world;

    @BeforeEach
    void watch() {
        leaks = new LeakGuard();
    }

    @AfterEach
    void nothingIsLeft() {
        world.awaitQuiet();
        world.close();
        leaks.close();
    }

    @Test
    void largeBodyArrivesByteForByteWithAndWithoutItsLength() throws Exception {
        try (UploadUpstream upstream = new UploadUpstream()) {
            world = EdgeWorld.alone(
                    folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(), "--meridian.edge.limits.body=32MB");
            byte[] body = new byte[LARGE];
            new Random(7).nextBytes(body);
            for (HttpRequest.BodyPublisher publisher : new HttpRequest.BodyPublisher[] {
                HttpRequest.BodyPublishers.ofByteArray(body),
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
            }) {
                HttpResponse<String> answer = world.http.send(
                        world.request("/v1/files").POST(publisher).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).isEqualTo(UploadUpstream.answerTo(body));
                assertThat(header(answer, "x-meridian-attempts")).isEqualTo("1");
            }
        }
    }

    @Test
    void upstreamThatTakesNothingHoldsTheClientBack() throws Exception {
        try (UploadUpstream upstream = new UploadUpstream()) {
            upstream.pause();
            world = EdgeWorld.alone(
                    folder,
                    "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(),
                    "--meridian.edge.limits.body=64MB",
                    "--meridian.edge.limits.stream-idle=20s");
            byte[] body = new byte[3 * LARGE];
            PacedBody paced = new PacedBody(body);
            var answer = world.http.sendAsync(
                    world.request("/v1/files")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> paced))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(20)).until(() -> paced.isHeldBackFor(Duration.ofMillis(500)));
            assertThat(paced.taken()).as("sockets have buffers of some MB").isLessThan(2 * LARGE);
            upstream.resume();
            assertThat(answer.join().body()).isEqualTo(UploadUpstream.answerTo(body));
        }
    }

    @Test
    void upstreamThatNeverTakesTheRestIsGivenUp() throws Exception {
        try (UploadUpstream upstream = new UploadUpstream()) {
            upstream.pause();
            world = EdgeWorld.alone(
                    folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(), "--meridian.edge.limits.body=32MB");
            try (RawClient client = new RawClient(world.port(US))) {
                client.send(HEAD + "Content-Length: " + LARGE + "\r\n\r\n");
                Thread sender = Thread.ofVirtual().start(() -> sendQuietly(client, LARGE));
                assertThat(client.readUntil("\r\n\r\n"))
                        .startsWith("HTTP/1.1 502 ")
                        .contains("connection: close");
                upstream.resume();
                sender.join();
            }
        }
    }

    @Test
    void regionThatCannotBeReachedCostsTheUploadNothing() throws Exception {
        world = EdgeWorld.pair(folder, 0);
        world.kill(EU);
        byte[] body = new byte[200_000];
        HttpResponse<String> answer = world.http.send(
                world.request("/v1/files")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(header(answer, "x-meridian-region")).isEqualTo(US);
        assertThat(world.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.bodyBytes()).isEqualTo(body.length));
    }

    @Test
    void bodyOverTheLimitIsRefusedWhereItIsNoticed() throws Exception {
        world = EdgeWorld.alone(folder);
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            Thread sender = Thread.ofVirtual().start(() -> sendQuietly(client, 0));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").contains("over the limit of 1048576 bytes");
            sender.join();
        }
    }

    @Test
    void clientThatPausesForTooLongIsRefused() throws Exception {
        world = EdgeWorld.alone(folder);
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "Content-Length: 500000\r\n\r\nabc");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void clientThatLeavesWithinItsBodyEndsTheUpstreamCall() throws Exception {
        try (UploadUpstream upstream = new UploadUpstream()) {
            world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl());
            try (RawClient client = new RawClient(world.port(US))) {
                client.send(HEAD + "Content-Length: 500000\r\n\r\n" + "x".repeat(10_000));
                await().atMost(Duration.ofSeconds(10)).until(() -> upstream.received() >= 10_000);
            }
            await().atMost(Duration.ofSeconds(10)).until(upstream::isAbandoned);
        }
    }

    @Test
    void answerBeforeTheBodyIsWholeComesThroughAndEndsTheConnection() throws Exception {
        try (UploadUpstream upstream = new UploadUpstream()) {
            upstream.refuse();
            world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl());
            try (RawClient client = new RawClient(world.port(US))) {
                client.send(HEAD + "Content-Length: 500000\r\n\r\n" + "x".repeat(10_000));
                assertThat(client.readToEnd())
                        .startsWith("HTTP/1.1 409 ")
                        .contains("connection: close")
                        .endsWith("no");
            }
        }
    }

    @Test
    void connectionServesOnAfterAnUpload() throws Exception {
        world = EdgeWorld.alone(folder);
        String body = "x".repeat(100_000);
        String request = HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(request + request + "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(client.readToEnd())
                    .contains("{\"status\":\"UP\"}")
                    .matches(text -> text.split("HTTP/1.1 404").length == 3, "two uploads were answered");
        }
    }

    private static void sendQuietly(RawClient client, int bytes) {
        try {
            if (bytes > 0) {
                client.send("x".repeat(bytes));
                return;
            }
            String chunk = Integer.toHexString(60_000) + "\r\n" + "x".repeat(60_000) + "\r\n";
            for (int i = 0; i < 40; i++) {
                client.send(chunk);
            }
        } catch (java.io.IOException e) {
            return; // it was refused meanwhile
        }
    }

    /** A body that tells when it is not asked for more. */
    private static final class PacedBody extends ByteArrayInputStream {
        private volatile long readAt = System.nanoTime();

        PacedBody(byte[] body) {
            super(body);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            readAt = System.nanoTime();
            return super.read(into, offset, length);
        }

        synchronized int taken() {
            return pos;
        }

        boolean isHeldBackFor(Duration time) {
            return System.nanoTime() - readAt > time.toNanos();
        }
    }
}
