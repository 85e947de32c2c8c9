package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.PEER_TOKEN;
import static dev.meridian.edge.EdgeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.fault.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets go through requests of every kind, and into settings; none of them comes out again in an answer, the log at debug
 * level, the access log, a metric or the name of a thread.
 */
@SuppressWarnings("NullAway.Init")
class CanaryTest {
    private static final String TEAM_KEY = "sk-canary-team-key-0c51";
    private static final String WRONG_KEY = "sk-canary-wrong-key-e4d7";
    private static final String CONTROLLER_TOKEN = "canary-controller-token-2b80";
    private static final String WRONG_PEER = "canary-wrong-peer-6fa3";
    private static final String PROMPT = "canary-prompt-93be";
    private static final String QUERY = "canary-query-58d1";
    private static final String COOKIE = "canary-cookie-17ce";
    private static final String HEADER = "canary-header-c406";

    private static final String BODY =
            "{\"model\":\"gpt-4.1\",\"user\":\"u\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
    private static final String STREAM = BODY.replace("\"user\":\"u\"", "\"stream\":true");
    private static final String CHAT = "/v1/chat/completions?q=" + QUERY;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();
    private WholeLog log;
    private AccessLines access;
    private String teamHash;

    @BeforeEach
    void listen() throws Exception {
        log = new WholeLog();
        access = new AccessLines(folder);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(TEAM_KEY.getBytes(StandardCharsets.UTF_8));
        teamHash = HexFormat.of().formatHex(hash);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void noSecretOfARequestOrASettingComesOutAnywhere() throws Exception {
        try (EdgeWorld world = EdgeWorld.pair(folder, 5_000, settings())) {
            world.get("/v1/models");
            answered(world);
            failed(world);
            refused(world);
            refusedByTheirHeads(world);
            uploaded(world);
            world.awaitQuiet();
            told.add(world.metrics());
            told.add(text(world.http.send(
                    HttpRequest.newBuilder(world.edge(EU).resolve("/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString())));
        }
        everythingWasSeen();
        nothingIsShown();
    }

    @Test
    void upstreamThatQuotesItsKeyIsNotQuoted() throws Exception {
        for (int status : new int[] {401, 402, 403}) {
            HttpServer upstream = quoting(status);
            String url = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1";
            try (EdgeWorld world = EdgeWorld.alone(folder, access.setting(), "--HOLYSHEEP_BASE_URL=" + url)) {
                send(world, "POST", CHAT, BODY, "x-meridian-explain", "1");
                send(world, "POST", CHAT, STREAM, "x-meridian-explain", "1");
                send(world, "GET", "/v1/files?q=" + QUERY, "", "x-meridian-explain", "1");
                send(world, "GET", "/v1/models?q=" + QUERY, "");
                told.add(world.metrics());
            } finally {
                upstream.stop(0);
            }
        }
        assertThat(told).filteredOn(text -> text.startsWith("502")).hasSize(9);
        nothingIsShown();
    }

    private String[] settings() throws IOException {
        Path keys = Files.writeString(
                folder.resolve("client-keys.yaml"),
                "keys: [{name: team-a, sha256: " + teamHash + ", requests_per_minute: 1, burst_size: 2}]\n");
        Path token = Files.writeString(folder.resolve("controller.token"), CONTROLLER_TOKEN);
        return new String[] {
            "--meridian.edge.access-log=all",
            access.setting(),
            "--meridian.edge.client-keys-file=" + keys,
            "--meridian.edge.controller-url=http://127.0.0.1:9",
            "--meridian.edge.controller-token-file=" + token,
            "--meridian.edge.observation-interval=100ms",
            "--meridian.edge.limits.first-content=300ms",
            "--meridian.edge.limits.stream-idle=300ms"
        };
    }

    private void answered(EdgeWorld world) throws Exception {
        for (int i = 0; i < 4; i++) { // in both regions, directly and over a hop
            send(world, "POST", CHAT, BODY, "x-meridian-explain", "1");
            send(world, "POST", CHAT, STREAM);
        }
        for (int i = 0; i < 3; i++) { // the last one is over the limit
            send(world, "POST", CHAT, BODY, "Authorization", "Bearer " + TEAM_KEY);
        }
        send(world, "GET", "/v1/files?q=" + QUERY, "");
        send(world, "GET", "/v1/models?q=" + QUERY, "", "Authorization", "none", "x-meridian-peer", PEER_TOKEN);
        send(world, "POST", CHAT, BODY, "Authorization", "none", "x-meridian-peer", PEER_TOKEN, "x-meridian-hop", "1");
        send(world, "GET", "/health?q=" + QUERY, "");
    }

    private void failed(EdgeWorld world) throws Exception {
        List<Fault> faults = List.of(
                Status.of(401),
                Status.of(422),
                Status.of(500),
                new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(1)),
                new BreakOff.Reset(Position.HEAD),
                new BreakOff.Stall(Position.ROLE),
                new BreakOff.Reset(Position.tokens(4)),
                new BreakOff.Cut(Position.tokens(4), true));
        for (Fault fault : faults) {
            world.simulator.faults().add(FaultRule.of(fault));
            send(world, "POST", CHAT, BODY, "x-meridian-explain", "1");
            send(world, "POST", CHAT, STREAM, "x-meridian-explain", "1");
            world.simulator.faults().clear();
        }
        world.simulator.faults().add(new BreakOff.Stall(Position.tokens(4)));
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(head("POST " + CHAT, KEY) + "Content-Length: " + STREAM.length() + "\r\n\r\n" + STREAM)
                    .readUntil("\r\n\r\n");
        }
        world.simulator.faults().clear();
    }

    private void refused(EdgeWorld world) throws Exception {
        send(world, "POST", CHAT, BODY, "Authorization", "Bearer " + WRONG_KEY);
        send(world, "POST", CHAT, BODY, "Authorization", WRONG_KEY, "X-API-Key", WRONG_KEY);
        send(world, "POST", CHAT, BODY, "Authorization", "none", "x-meridian-peer", WRONG_PEER, "x-meridian-hop", "1");
        send(world, "POST", "/elsewhere?q=" + QUERY, BODY);
        send(world, "PUT", CHAT, BODY);
        send(world, "POST", CHAT, BODY, "Content-Type", "text/plain");
        send(world, "POST", CHAT, BODY, "Content-Encoding", "br");
        send(world, "POST", CHAT, BODY.replace("gpt-4.1", "gpt-99"));
        for (String broken : List.of(
                BODY.substring(0, BODY.length() - 4),
                "{\"model\":\"gpt-4.1\",\"messages\":" + PROMPT + "}",
                "{\"model\":\"gpt-4.1\",\"stream\":\"" + PROMPT + "\"}",
                "{\"model\":\"gpt-4.1\",\"model\":\"" + PROMPT + "\"}",
                "{\"model\":{\"" + PROMPT + "\":1}}",
                "\"" + PROMPT + "\"",
                PROMPT,
                BODY + PROMPT,
                "{\"" + PROMPT + "\u0000\":1}")) {
            send(world, "POST", CHAT, broken);
        }
        send(world, "POST", CHAT, PROMPT.repeat(100_000));
    }

    private void refusedByTheirHeads(EdgeWorld world) throws Exception {
        for (String request : List.of(
                head("GET //v1/files?q=" + QUERY, KEY) + "\r\n",
                head("GET /v1/files?q=" + QUERY + "#" + QUERY, KEY) + "\r\n",
                head("GET http://" + KEY + "@x/v1/files?q=" + QUERY, KEY) + "\r\n",
                head("POST " + CHAT, KEY) + "Content-Length: " + PROMPT + "\r\n\r\n",
                head("POST " + CHAT, KEY) + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + PROMPT,
                head("POST " + CHAT, KEY) + "Transfer-Encoding: chunked\r\n\r\n" + PROMPT + "\r\n",
                head("POST " + CHAT, KEY) + HEADER + " \u0001: x\r\n\r\n",
                head("POST " + CHAT, KEY) + "X: " + HEADER.repeat(4_000) + "\r\n\r\n",
                "GET /v1/files?q=" + QUERY.repeat(4_000) + " HTTP/1.1\r\n\r\n",
                WRONG_KEY + "\r\n\r\n",
                head("POST " + CHAT, KEY) + "Content-Length: 500\r\n\r\n" + BODY,
                head("POST " + CHAT, KEY))) {
            try (RawClient client = new RawClient(world.port(US))) {
                told.add(client.send(request).readToEnd());
                threadNames();
            }
        }
    }

    private void uploaded(EdgeWorld world) throws Exception {
        send(world, "POST", "/v1/files?q=" + QUERY, PROMPT.repeat(20_000));
        world.simulator.faults().add(Status.of(500));
        send(world, "POST", "/v1/files?q=" + QUERY, PROMPT.repeat(20_000));
        world.simulator.faults().clear();
        try (RawClient client = new RawClient(world.port(US))) {
            told.add(client.send(head("POST /v1/files?q=" + QUERY, KEY)
                            + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" + PROMPT)
                    .readToEnd());
        }
        send(world, "POST", "/v1/files?q=" + QUERY, PROMPT.repeat(100_000));
    }

    private static String head(String target, String key) {
        return target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nCookie: " + COOKIE + "\r\nX-Mine: " + HEADER + "\r\n";
    }

    private void send(EdgeWorld world, String method, String path, String body, String... headers) throws Exception {
        HttpRequest request = world.request(path, headers)
                .setHeader("Cookie", COOKIE)
                .setHeader("X-Mine", HEADER)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            told.add(text(world.http.send(request, HttpResponse.BodyHandlers.ofString())));
        } catch (IOException e) {
            told.add("closed"); // as is right in the middle of a body
        }
        threadNames();
    }

    private void threadNames() {
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
    }

    private static String text(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
    }

    /** Otherwise nothing would be found anywhere. */
    private void everythingWasSeen() {
        assertThat(told.stream().map(text -> text.replaceAll("(?s)(HTTP/1.1 )?(\\d+).*", "$2")))
                .contains("200", "400", "401", "404", "405", "408", "413", "414", "415", "422", "429", "431", "502");
        assertThat(access.all().stream().map(line -> line.path("outcome").asString()))
                .contains("ok", "client_error", "failed", "broken", "cancelled", "refused");
        assertThat(log.text().contains("Found key 'HOLYSHEEP_API_KEY'"))
                .as("the log is at debug level")
                .isTrue();
        assertThat(threads).contains("access-log");
    }

    private void nothingIsShown() {
        List<String> lines = log.text().lines().toList();
        for (String secret : List.of(
                KEY,
                TEAM_KEY,
                teamHash,
                WRONG_KEY,
                CONTROLLER_TOKEN,
                PEER_TOKEN,
                WRONG_PEER,
                PROMPT,
                QUERY,
                COOKIE,
                HEADER)) {
            assertThat(told).as("answers").noneMatch(text -> text.contains(secret));
            assertThat(access.text()).as("the access log").doesNotContain(secret);
            assertThat(threads).as("names of threads").noneMatch(name -> name.contains(secret));
            assertThat(lines.stream().filter(line -> line.contains(secret)))
                    .as("the log")
                    .isEmpty();
        }
    }

    /** Answers with the status and the credential that it was shown, in a header and the body. */
    private static HttpServer quoting(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = ("{\"error\":{\"message\":\"Incorrect API key provided: " + shown + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Your-Key", shown);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
