package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Gzip;
import dev.meridian.simulator.fault.Match;
import dev.meridian.simulator.fault.Status;
import dev.meridian.simulator.log.LoggedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;

/** Bodies that are too large, large, or written anew. */
final class BodyCases {
    private static final int MEGABYTE = 1024 * 1024;

    /** An answer that comes before the body is sent needs no time; a machine may be busy. */
    private static final Duration EARLY = Duration.ofSeconds(2);

    /** Beyond the limit, this much is sent before the answer must have come: what sockets hold. */
    private static final int BEYOND = 16 * MEGABYTE;

    private static final int UPLOADS = 8;

    /** Eight bodies of 1 MB, their sockets, and what a heap may still fill. */
    private static final long GROWTH = 48L * MEGABYTE;

    private static final String CHUNK = Integer.toHexString(64 * 1024) + "\r\n" + "x".repeat(64 * 1024) + "\r\n";

    private BodyCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        30,
                        "a body over the limit, declared or chunked: 413 before it is sent, memory bounded, no upstream call",
                        Setup.SHORT,
                        BodyCases::tooLarge),
                Case.of(
                        31,
                        "a body of 20 MB within the limit reaches the upstream intact",
                        Setup.PLAIN,
                        BodyCases::large),
                Case.of(
                        37,
                        "a rewritten model leaves every other byte, with the right Content-Length; gzip stays what its header says",
                        Setup.PLAIN,
                        stage -> {
                            rewritten(stage);
                            compressed(stage, Ask.unary());
                            compressed(stage, Ask.streamed());
                        }));
    }

    private static void tooLarge(Stage stage) throws Exception {
        try (Client client = stage.connect()) {
            client.send(head(stage) + "Content-Length: " + (stage.limits().body() + 1) + "\r\n\r\n");
            long sent = System.nanoTime();
            Expect.equal("the status of a declared length", 413, client.head().status());
            Expect.atMost("413", EARLY, Duration.ofNanos(System.nanoTime() - sent));
        }
        long before = stage.isOurs() ? stage.edges().edge(Upstream.US).residentBytes() : 0;
        List<Boolean> refused = AtOnce.all(UPLOADS, _ -> isRefusedEarly(stage));
        Expect.that(!refused.contains(false), "413 for each of " + UPLOADS + " chunked bodies", refused);
        if (stage.isOurs()) {
            long more = stage.edges().edge(Upstream.US).residentBytes() - before;
            Expect.that(more <= GROWTH, "at most " + GROWTH / MEGABYTE + " MB more memory", more / MEGABYTE + " MB");
        }
        Expect.equal("the upstream calls", 0, stage.upstream().calls().size());
    }

    private static String head(Stage stage) {
        return Ask.unary().head("Authorization: Bearer " + stage.key());
    }

    private static boolean isRefusedEarly(Stage stage) throws Exception {
        try (Client client = stage.connect()) {
            client.send(head(stage) + "Transfer-Encoding: chunked\r\n\r\n");
            CompletableFuture<Integer> status = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> complete(status, client));
            long most = stage.limits().body() + BEYOND;
            for (long sent = 0; sent < most && !status.isDone(); sent += CHUNK.length()) {
                try {
                    client.send(CHUNK);
                } catch (IOException _) {
                    break; // it was refused and the connection closed
                }
            }
            return Waiting.comes(EARLY, status::isDone) && status.join() == 413;
        }
    }

    private static void complete(CompletableFuture<Integer> status, Client client) {
        try {
            status.complete(client.head().status());
        } catch (IOException _) {
            status.complete(0);
        }
    }

    private static void large(Stage stage) throws IOException {
        Ask ask = Ask.unary().prompt("ü".repeat(10 * MEGABYTE));
        Answer answer = stage.ask(ask);
        Expect.that(answer.status() == 200, "200", answer);
        LoggedRequest call = stage.upstream().calls().getFirst();
        Expect.equal("the bytes at the upstream", ask.body().length, call.bodyBytes());
        Expect.equal("their SHA-256", sha256(ask.body()), call.bodySha256());
    }

    private static void rewritten(Stage stage) throws IOException {
        String body = "{ \"messages\" :[ {\"role\":\"user\", \"content\":\"größer \\\"gpt-4.1\\\" 🚀\"}],"
                + " \"n\": 1.0e0,\t\"model\" : \"gpt-4.1\" , \"x\":null}\n";
        stage.upstream().fault(FaultRule.of(Status.of(503)).model(Ask.FIRST));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Client client = stage.connect()) {
            client.send(head(stage) + "Content-Length: " + bytes.length + "\r\n\r\n");
            Answer answer = client.send(bytes).answer();
            Expect.that(answer.status() == 200, "200 from the next model", answer);
        }
        LoggedRequest call = stage.upstream().calls().getLast();
        String expected = body.replace(": \"gpt-4.1\"", ": \"" + Ask.SECOND + "\"");
        Expect.sameBytes(
                "the rewritten body",
                expected.getBytes(StandardCharsets.UTF_8),
                call.body().getBytes(StandardCharsets.UTF_8));
        String length = Integer.toString(expected.getBytes(StandardCharsets.UTF_8).length);
        Expect.that(
                length.equals(call.header("content-length")) || "chunked".equals(call.header("transfer-encoding")),
                "Content-Length: " + length + " (or chunks)",
                call.header("content-length"));
    }

    /** The upstream compresses what may be compressed; a gateway may ask for it or not, and decompress or not. */
    private static void compressed(Stage stage, Ask ask) throws IOException {
        stage.upstream().heal();
        stage.upstream().forget();
        byte[] plain = stage.upstream().direct(ask).body();
        stage.upstream()
                .fault(FaultRule.of(new Gzip())
                        .where(new Match(null, null, null, null, Map.of("accept-encoding", "gzip"))));
        Answer answer = stage.ask(ask.header("Accept-Encoding: gzip"));
        Expect.that(answer.status() == 200 && answer.whole(), "200 and a whole body", answer.status());
        byte[] seen = answer.body();
        if (answer.header("content-encoding").equalsIgnoreCase("gzip")) {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(seen))) {
                seen = gzip.readAllBytes();
            }
        }
        Expect.sameBytes((ask.stream() ? "the stream" : "the answer") + " after decompression", plain, seen);
        Expect.equal("the upstream calls", 1, stage.upstream().calls().size());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
