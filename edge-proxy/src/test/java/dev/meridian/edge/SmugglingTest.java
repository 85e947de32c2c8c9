package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes in which one reader sees one request and another sees two are refused, and nothing after them is read. */
class SmugglingTest extends OneEdge {
    private static final String LINE = "POST /v1/chat/completions HTTP/1.1\r\n";
    private static final String KEYS = "Authorization: Bearer " + KEY + "\r\nContent-Type: application/json\r\n";
    private static final String BODY = ask("gpt-4.1");

    /** What must not be taken for a request of its own. */
    private static final String HIDDEN =
            "POST /v1/smuggled HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY + "\r\nContent-Length: 0\r\n\r\n";

    private static final String CHUNKED = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";

    private static final List<String> CODINGS = List.of(
            "Transfer-Encoding: chunked",
            "transfer-encoding: Chunked",
            "Transfer-Encoding:chunked",
            "Transfer-Encoding:\tchunked",
            "Transfer-Encoding: chunked ",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: chunked;q=1",
            "Transfer-Encoding: chunk\u000bed",
            "Transfer-Encoding: \u000bchunked",
            "Transfer-Encoding: chunked\u0000",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding\t: chunked",
            " Transfer-Encoding: chunked",
            "Transfer-Encoding",
            "Transfer-Encoding:",
            "Transfer_Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "X-A: b\rTransfer-Encoding: chunked",
            "X-A: b\u0000\r\nTransfer-Encoding: x");

    private static final List<String> LENGTHS = List.of(
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: 6, 5",
            "Content-Length: +5",
            "Content-Length: -5",
            "Content-Length: 0x5",
            "Content-Length: 5 5",
            "Content-Length: 5;",
            "Content-Length: 5.0",
            "Content-Length: 5e0",
            "Content-Length: five",
            "Content-Length:",
            "Content-Length: \u000b5",
            "Content-Length: 99999999999999999999",
            "Content-Length : 5",
            "Content-Length\t: 5",
            " Content-Length: 5",
            "Content-Length: 5\u0000",
            "Content-Length: 5\r\nContent-Length: five",
            "Content-Length: \"5\"",
            "Content-Length: 5\r\nContent_Length: 9\r\nContent-Length: 9");

    static Stream<String> codingBesideALength() {
        // By the length, the hidden request is body; by the coding, it follows the last chunk.
        return CODINGS.stream()
                .flatMap(coding -> Stream.of(CHUNKED + HIDDEN, "0\r\n\r\n" + HIDDEN)
                        .flatMap(body -> Stream.of(
                                LINE + "Host: x\r\n" + KEYS + coding + "\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body,
                                LINE + "Host: x\r\n" + KEYS + "Content-Length: " + body.length() + "\r\n" + coding
                                        + "\r\n\r\n" + body)));
    }

    static Stream<String> unclearLengths() {
        return LENGTHS.stream()
                .flatMap(length -> Stream.of("hello" + HIDDEN, BODY + HIDDEN)
                        .map(body -> LINE + "Host: x\r\n" + KEYS + length + "\r\n\r\n" + body));
    }

    static Stream<String> unclearChunks() {
        return Stream.of(
                        "5;\r\n\u0000",
                        "0x5\r\nhello\r\n0\r\n\r\n",
                        "-5\r\nhello\r\n0\r\n\r\n",
                        "+5\r\nhello\r\n0\r\n\r\n",
                        "5 5\r\nhello\r\n0\r\n\r\n",
                        "\r\n5\r\nhello\r\n0\r\n\r\n",
                        "5\nhello\r\n0\r\n\r\n",
                        "5\r\nhelloX\r\n0\r\n\r\n",
                        "5\r\nhello\n0\r\n\r\n",
                        "5\r\nhello0\r\n\r\n",
                        "100000000\r\nhello\r\n0\r\n\r\n",
                        "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
                        "g\r\nhello\r\n0\r\n\r\n",
                        "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n")
                .map(body -> LINE + "Host: x\r\n" + KEYS + "Transfer-Encoding: chunked\r\n\r\n" + body + HIDDEN);
    }

    static Stream<String> unclearHeads() {
        String end = "Content-Length: 5\r\n\r\nhello" + HIDDEN;
        return Stream.of(
                "POST /v1/chat/completions HTTP/1.1\nHost: x\n" + KEYS.replace("\r\n", "\n")
                        + "Content-Length: 5\n\nhello",
                "POST /v1/chat/completions HTTP/1.1\r\n" + KEYS + end,
                LINE + "Host: x\r\nHost: y\r\n" + KEYS + end,
                LINE + "Host: x\r\n" + KEYS + "X-A: b\n" + end,
                LINE + "Host: x\r\n" + KEYS + "X-A: b\r\n folded\n" + end,
                "POST /v1/chat/completions HTTP/1.0\r\nHost: x\r\n" + KEYS + "Transfer-Encoding: chunked\r\n\r\n"
                        + CHUNKED + HIDDEN,
                "POST /v1/chat/completions HTTP/2.0\r\nHost: x\r\n" + KEYS + end,
                "POST /v1/chat/completions HTTP/1.2\r\nHost: x\r\n" + KEYS + end,
                "POST /v1/chat/completions\r\nHost: x\r\n" + KEYS + end,
                "POST  /v1/chat/completions  HTTP/1.1 x\r\nHost: x\r\n" + KEYS + end);
    }

    @ParameterizedTest
    @MethodSource({"codingBesideALength", "unclearLengths", "unclearChunks", "unclearHeads"})
    void unclearRequestIsRefusedAndNothingAfterItIsRead(String bytes) throws Exception {
        String answer = answerTo(bytes);
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as(answer).hasSize(2);
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void hiddenRequestIsOneWhereItIsSentInTheOpen() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(LINE + "Host: x\r\n" + KEYS + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKED
                    + HIDDEN.replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n"));
            assertThat(client.readToEnd().split("HTTP/1\\.1 ", -1)).hasSize(3);
        }
        assertThat(world.simulator.log().requests()).anyMatch(call -> call.uri().contains("smuggled"));
    }

    private String answerTo(String bytes) throws IOException {
        try (RawClient client = new RawClient(world.port(US))) {
            return client.send(bytes).readToEnd();
        }
    }
}
