package dev.meridian.edge.fuzz;

import dev.meridian.fixtures.fuzz.Mutator;
import dev.meridian.fixtures.fuzz.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** What an upstream answers, and broken forms of it. Pure but for its random numbers. */
public final class AnswerCorpus {
    /** Begins the value of every header that no client may get. */
    public static final String EVIL = "evil-";

    private static final String JSON =
            "{\"choices\":[{\"message\":{\"content\":\"hi\"}}],\"usage\":{\"total_tokens\":3}}";
    private static final String ERROR =
            "{\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"code\":\"c\",\"param\":null,\"retry_after\":0.1}}";

    private static final List<String> STATUSES = List.of(
            "200 OK",
            "200 OK",
            "200 OK",
            "200 OK",
            "200",
            "201 Created",
            "204 No Content",
            "206 Partial",
            "301 Moved",
            "304 Not Modified",
            "400 Bad",
            "401 No",
            "403 No",
            "404 No",
            "408 Slow",
            "413 Large",
            "422 Odd",
            "429 Busy",
            "500 Oops",
            "502 Bad",
            "503 Away",
            "504 Late",
            "529 Overloaded",
            "599 x",
            "600 x",
            "999 x",
            "099 x",
            "20 x",
            "2000 x",
            "101 Switching Protocols");

    private static final List<String> INTERIM = List.of(
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 102 Processing\r\nx-meridian-attempts: 3\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\u0081\u0005hello",
            "HTTP/1.1 199 x\r\nContent-Length: 5\r\n\r\n");

    private static final List<String> MORE = List.of(
            "Retry-After: 0\r\n",
            "Retry-After: 1\r\n",
            "Retry-After: -5\r\n",
            "Retry-After: 1e99\r\n",
            "Retry-After: 99999999999999999999\r\n",
            "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
            "Retry-After: Wed, 99 Foo 9999 99:99:99 GMT\r\n",
            "retry-after-ms: 0.5\r\n",
            "retry-after-ms: NaN\r\n",
            "retry-after-ms: -1\r\n",
            "Retry-After:\r\n",
            "Content-Type: text/event-stream; charset=utf-8\r\n",
            "Content-Type:\r\n",
            "Content-Encoding: gzip\r\n",
            "Keep-Alive: " + EVIL + "timeout=5\r\n",
            "Proxy-Authenticate: " + EVIL + "p\r\n",
            "Trailer: " + EVIL + "t\r\n",
            "Upgrade: " + EVIL + "u\r\n",
            "x-meridian-region: " + EVIL + "r\r\n",
            "x-meridian-attempts: " + EVIL + "9\r\n",
            "x-meridian-fault: " + EVIL + "region\r\n",
            "X-Meridian-Trail: " + EVIL + "x\r\n",
            "x-meridian-attempts: 2147483648\r\n",
            "Connection: keep-alive, x-named\r\nx-named: " + EVIL + "n\r\n",
            "Connection: close\r\n",
            "Set-Cookie: a=b\r\n",
            "x-ratelimit-remaining-requests: x\r\n",
            "x-request-id: upstream\r\n",
            "Date: x\r\n",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "x-obs: \u00e9\r\n",
            "x-fold: a\r\n b\r\n",
            "no-colon\r\n",
            ": no name\r\n",
            "x y: z\r\n");

    private static final Mutator BYTES = new Mutator(
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\r",
            "\u0000",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.0",
            "HTTP/2.0",
            "ICY",
            "0\r\n\r\n",
            "Content-Length: 3\r\n",
            "Content-Length: 999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Retry-After: ",
            "data: ",
            "data: [DONE]\n\n",
            "[DONE]",
            "\"error\":{}",
            "\u00e9",
            "chunked",
            "context_length_exceeded",
            "\"retry_after\": 1e9,",
            "x-meridian-attempts: 5\r\n",
            "GET / HTTP/1.1\r\n");

    /** One in so many answers is larger than what the edge holds back, or has a line longer than it reads. */
    private static final int RARELY_LARGE = 40;

    private AnswerCorpus() {}

    /** The bytes of one answer, most often broken somewhere. */
    public static byte[] answer(RandomGenerator random) {
        byte[] whole = whole(random);
        return random.nextInt(8) == 0 ? whole : BYTES.mutate(random, whole, whole(random));
    }

    private static byte[] whole(RandomGenerator random) {
        boolean stream = random.nextInt(3) == 0;
        StringBuilder head = new StringBuilder(random.nextInt(8) == 0 ? pick(random, INTERIM) : "");
        head.append("HTTP/1.").append(random.nextInt(10) == 0 ? 0 : 1).append(' ');
        head.append(stream && random.nextInt(5) != 0 ? "200 OK" : pick(random, STATUSES))
                .append("\r\n");
        head.append(stream ? "Content-Type: text/event-stream\r\n" : "Content-Type: application/json\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(pick(random, MORE));
        }
        if (random.nextInt(RARELY_LARGE) == 0) {
            head.append("x-long: ").append("x".repeat(random.nextInt(70_000))).append("\r\n");
        }
        return framed(random, head.toString(), stream ? StreamCorpus.stream(random) : body(random));
    }

    private static byte[] body(RandomGenerator random) {
        if (random.nextInt(RARELY_LARGE) == 0) {
            return Shown.bytes("{\"pad\":\"" + "x".repeat(random.nextInt(400_000)) + "\"}");
        }
        return switch (random.nextInt(5)) {
            case 0 -> Shown.bytes(ERROR);
            case 1 -> gzipped(JSON);
            case 2 -> new byte[0];
            default -> Shown.bytes(JSON);
        };
    }

    private static byte[] framed(RandomGenerator random, String head, byte[] body) {
        return switch (random.nextInt(8)) {
            case 0 -> Mutator.join(Shown.bytes(head + "\r\n"), body); // ends with the connection
            case 1 ->
                Mutator.join(
                        Shown.bytes(head + "Content-Length: " + (body.length + random.nextInt(9) - 4) + "\r\n\r\n"),
                        body);
            case 2, 3, 4 -> chunked(random, head, body);
            default -> Mutator.join(Shown.bytes(head + "Content-Length: " + body.length + "\r\n\r\n"), body);
        };
    }

    private static byte[] chunked(RandomGenerator random, String head, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Shown.bytes(head + "Transfer-Encoding: chunked\r\n\r\n"));
        for (byte[] part : Cuts.of(random, body, 6)) {
            bytes.writeBytes(Shown.bytes(Integer.toHexString(part.length) + "\r\n"));
            bytes.writeBytes(part);
            bytes.writeBytes(Shown.bytes("\r\n"));
        }
        bytes.writeBytes(
                Shown.bytes(random.nextInt(5) == 0 ? "0\r\nx-meridian-region: " + EVIL + "t\r\n\r\n" : "0\r\n\r\n"));
        return bytes.toByteArray();
    }

    private static byte[] gzipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String pick(RandomGenerator random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
