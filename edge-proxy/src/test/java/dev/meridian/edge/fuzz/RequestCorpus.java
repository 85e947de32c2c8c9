package dev.meridian.edge.fuzz;

import dev.meridian.fixtures.fuzz.Mutator;
import dev.meridian.fixtures.fuzz.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** What clients send over one connection, and broken forms of it. Pure but for its random numbers. */
public final class RequestCorpus {
    private static final List<String> BODIES = List.of(
            "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
            "{\"model\":\"gpt-4.1\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"h\u00c3\u00a9\"}],\"n\":1}",
            "{\"input\":[\"a\",\"b\"],\"model\":\"gemini-2.5-flash\",\"user\":\"u-1\"}",
            "{\"model\":\"deepseek-v3.2\",\"input\":\"hi\",\"prompt_cache_key\":\"k\",\"max_output_tokens\":100}");

    private static final List<String> PATHS = List.of(
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/responses",
            "/v1/files?purpose=a%20b",
            "/v1/audio/");

    private static final List<String> BODILESS =
            List.of("/v1/models", "/health", "/ready", "/v1/files/f-1", "/v1/models/");

    /** What JSON readers trip over. */
    private static final List<String> JSON = List.of(
            "\"model\":\"x\",",
            "\"stream\":false,",
            "\"\\u006dodel\":\"x\",",
            "1e999999999",
            "-0",
            "NaN",
            "nul",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\u00c3(",
            "\u00ed\u00a0\u0080",
            "\u00ff",
            "\u00ef\u00bb\u00bf",
            "//",
            "/**/",
            ",,",
            "}{",
            "]",
            "\"a\":1,",
            "'",
            "\t",
            "\u0000",
            "123456789012345678901234567890",
            "{}",
            "[]");

    private static final Mutator BYTES = new Mutator(
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\r",
            "\n\n",
            "\u0000",
            " ",
            "\t",
            "\u000b",
            ":",
            "chunked",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "0\r\n\r\n",
            "5;a=\"b\r\n",
            "Host: y\r\n",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive, authorization\r\n",
            "Upgrade: h2c\r\n",
            "Content-Type:\r\n",
            "Content-Encoding: gzip\r\n",
            "Authorization: Bearer x\r\n",
            "x-request-timeout-ms: 1\r\n",
            "x-meridian-hop: 1\r\n",
            "x-meridian-peer: x\r\n",
            "x-meridian-explain: 1\r\n",
            "x-request-id: \u00e9\r\n",
            "HTTP/1.0",
            "HTTP/2.0",
            "GET ",
            "HEAD ",
            "POST ",
            "CONNECT a:1 HTTP/1.1\r\n",
            "OPTIONS * HTTP/1.1\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "http://a/v1/models",
            "/../",
            "//",
            "%2e%2e",
            "%00",
            "?",
            "#",
            "\u00e9",
            "Trailer: a\r\n",
            "TE: trailers\r\n",
            " folded\r\n");

    private static final int DEEPEST = 3_000;

    private final String key;

    /** @param key a client key that the edge takes */
    public RequestCorpus(String key) {
        this.key = key;
    }

    /** Requests for one connection, most often broken somewhere. */
    public byte[] requests(RandomGenerator random) {
        byte[] whole = pipelined(random);
        return random.nextInt(20) == 0 ? whole : BYTES.mutate(random, whole, one(random));
    }

    private byte[] pipelined(RandomGenerator random) {
        byte[] all = one(random);
        while (random.nextInt(4) == 0) {
            all = Mutator.join(all, one(random));
        }
        return all;
    }

    private byte[] one(RandomGenerator random) {
        boolean bodiless = random.nextInt(4) == 0;
        String path = pick(random, bodiless ? BODILESS : PATHS);
        String method = bodiless ? pick(random, List.of("GET", "GET", "HEAD", "OPTIONS", "DELETE")) : "POST";
        String head = method + " " + path + " HTTP/1." + (random.nextInt(10) == 0 ? "0" : "1")
                + "\r\nHost: edge\r\nAuthorization: Bearer " + key + "\r\n"
                + (random.nextInt(10) == 0 ? "Connection: close\r\n" : "");
        if (bodiless) {
            return Shown.bytes(head + "\r\n");
        }
        String expect = random.nextInt(10) == 0 ? "Expect: 100-continue\r\n" : "";
        return framed(random, head + expect + "Content-Type: application/json\r\n", body(random));
    }

    private static byte[] framed(RandomGenerator random, String head, byte[] body) {
        if (random.nextInt(3) != 0) {
            return Mutator.join(Shown.bytes(head + "Content-Length: " + body.length + "\r\n\r\n"), body);
        }
        byte[] chunked = Shown.bytes(head + "Transfer-Encoding: chunked\r\n\r\n");
        for (byte[] part : Cuts.of(random, body, 4)) {
            chunked = Mutator.join(chunked, Shown.bytes(Integer.toHexString(part.length) + "\r\n"));
            chunked = Mutator.join(Mutator.join(chunked, part), Shown.bytes("\r\n"));
        }
        return Mutator.join(chunked, Shown.bytes(random.nextInt(5) == 0 ? "0\r\nx-trailer: 1\r\n\r\n" : "0\r\n\r\n"));
    }

    private static byte[] body(RandomGenerator random) {
        String body = pick(random, BODIES);
        int at = 1 + random.nextInt(body.length() - 1);
        return switch (random.nextInt(12)) {
            case 0 -> Shown.bytes("{" + pick(random, JSON) + body.substring(1));
            case 1, 2 -> Shown.bytes(body.substring(0, at) + pick(random, JSON) + body.substring(at));
            case 3 -> Shown.bytes("{\"a\":" + "[".repeat(random.nextInt(DEEPEST)) + "," + body.substring(1));
            case 4 -> Shown.bytes(body.replaceFirst("1|100", "9".repeat(1 + random.nextInt(2_000))));
            case 5 -> Shown.bytes("{\"pad\":\"" + "x".repeat(random.nextInt(100_000)) + "\"," + body.substring(1));
            case 6 -> body.getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
            default -> Shown.bytes(body);
        };
    }

    private static String pick(RandomGenerator random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
