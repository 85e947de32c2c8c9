import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes an edge do its work for some seconds, so that the JVM's AOT cache holds not only its classes but also which of its
 * methods are hot and how they are used (JEP 515): an edge that starts with such a cache compiles them at once, and to
 * what it would have come to after a minute of load.
 *
 * <p>{@code EdgeTraining FOLDER COMMAND...}: COMMAND is an edge's, without settings; FOLDER takes its files. Beside it, in this
 * process, are an upstream that makes up its answers, and clients. Everything is on loopback. At last the edge gets SIGTERM,
 * and its JVM writes the cache. Exits with 0 if the edge answered as expected and ended by itself, else with 1.
 */
final class EdgeTraining {
    private static final String KEY = "training";
    private static final int REQUESTS = 30_000;
    private static final int CLIENTS = 16;
    private static final int EVENTS = 40;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final String UNARY = "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";
    private static final String STREAM =
            "{\"model\":\"gpt-4.1\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String ANSWER = ("{\"id\":\"1\",\"object\":\"chat.completion\",\"model\":\"gpt-4.1\",\"choices\":"
                    + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":30}}")
            .formatted("word ".repeat(150));
    private static final String EVENT =
            "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"}}]}\n\n";
    private static final String LAST_EVENTS =
            "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":30}}\n\ndata: [DONE]\n\n";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final int port;

    private EdgeTraining(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) {
        try {
            train(arguments);
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void train(String[] arguments) throws Exception {
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = freePort();
        EdgeTraining training = new EdgeTraining(port);
        upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        upstream.createContext("/", training::answer);
        upstream.start();
        Process edge = start(
                Path.of(arguments[0]),
                Arrays.asList(arguments).subList(1, arguments.length),
                port,
                upstream.getAddress().getPort());
        try {
            training.awaitReady(edge);
            training.load();
            edge.destroy();
            if (!edge.waitFor(5, TimeUnit.MINUTES) || (edge.exitValue() != 0 && edge.exitValue() != 143)) {
                throw new IllegalStateException("the edge did not end as it should");
            }
        } finally {
            edge.destroyForcibly();
        }
    }

    private static Process start(Path folder, List<String> command, int port, int upstreamPort) throws IOException {
        Path table = Files.writeString(folder.resolve("table.json"), """
                {"schema": 1, "version": {"epoch": 1, "version": 1}, "decidedAt": "2026-01-01T00:00:00Z",
                 "origins": {"default": {"shares": {"training": 8000, "other": 2000}, "shed": 0}},
                 "regions": {"training": {"endpoint": "http://127.0.0.1:%d", "kind": "EDGE", "health": "HEALTHY"},
                             "other": {"endpoint": "http://127.0.0.1:%d/v1", "kind": "UPSTREAM", "health": "HEALTHY"}}}
                """.formatted(port, upstreamPort));
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(
                "--meridian.edge.address=127.0.0.1",
                "--meridian.edge.port=" + port,
                "--meridian.edge.origin=training",
                "--meridian.edge.table-file=" + table,
                "--meridian.edge.limits.shutdown-notice=0s",
                "--meridian.edge.limits.shutdown=2s"));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        // Whoever builds may have an edge's settings in the environment; these must not reach their controller or their regions.
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(MERIDIAN|SPRING|HOLYSHEEP)_.*|TIMEOUT_SECONDS|MAX_RETRIES"));
        builder.environment().put("LOG_LEVEL", "off");
        builder.environment().put("HOLYSHEEP_API_KEY", KEY);
        builder.environment().put("HOLYSHEEP_BASE_URL", "http://127.0.0.1:" + upstreamPort + "/v1");
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(Process edge) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (edge.isAlive() && System.nanoTime() < end) {
            try {
                if (send(request("/ready").GET()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(50); // it does not listen yet
            }
        }
        throw new IllegalStateException("the edge does not come up");
    }

    private void load() throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    for (int n = begun.getAndIncrement(); n < REQUESTS && System.nanoTime() < end; n = begun.getAndIncrement()) {
                        ask(n % 100);
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
    }

    /** A mix such as an edge sees: mostly whole answers, streams, and a little of everything that goes otherwise. */
    private void ask(int kind) throws Exception {
        switch (kind) {
            case 0 -> expect(400, send(chat("/v1/chat/completions", "{\"model\":")));
            case 1 -> expect(401, send(chat("/v1/chat/completions", STREAM).setHeader("Authorization", "Bearer no")));
            case 2 -> send(chat("/v1/chat/completions", UNARY.replace("gpt-4.1", "unknown")));
            case 3 -> expect(200, send(request("/v1/models").GET()));
            case 4 -> expect(200, send(request("/metrics").GET()));
            case 5 -> expect(200, send(chat("/v1/embeddings", "{\"model\":\"gpt-4.1\",\"input\":\"hello\"}")));
            case 6 -> expect(200, send(request("/v1/files?limit=1").GET()));
            case 7 -> expect(200, send(chat("/v1/chat/completions", UNARY.formatted("x".repeat(32_000)))));
            case 8 -> raw(UNARY, "Connection: close\r\n", Integer.MAX_VALUE);
            case 9 -> raw(STREAM, "", 600);
            case 10, 11, 12, 13, 14, 15 -> expect(200, send(chat("/v1/chat/completions", STREAM)));
            default -> expect(200, send(chat("/v1/chat/completions", UNARY.formatted("x".repeat(900)))));
        }
    }

    private static void expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException("HTTP " + answer.statusCode() + " instead of " + status + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LONGEST)
                .setHeader("Authorization", "Bearer " + KEY);
    }

    private HttpRequest.Builder chat(String path, String body) {
        return request(path)
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** On a connection of its own, which ends when the client has what it wants, or with the answer. */
    private void raw(String body, String more, int bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + KEY
                    + "\r\nContent-Type: application/json\r\n" + more + "Content-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(bytes);
        }
    }

    /** The upstream: now and then it fails, or has a limit, as upstreams do. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean fallsBack = body.contains("\"messages\"");
            int number = fallsBack ? asked.incrementAndGet() : 1;
            if (exchange.getRequestURI().getPath().endsWith("/models")) {
                whole(exchange, 200, "{\"object\":\"list\",\"data\":[{\"id\":\"gpt-4.1\",\"object\":\"model\"}]}");
            } else if (body.contains("\"stream\":true")) {
                stream(exchange);
            } else if (number % 199 == 0) {
                whole(exchange, 500, "{\"error\":{\"message\":\"busy\",\"type\":\"server_error\"}}");
            } else if (number % 397 == 0) {
                exchange.getResponseHeaders().set("retry-after-ms", "5");
                whole(exchange, 429, "{\"error\":{\"message\":\"later\",\"type\":\"rate_limit_error\"}}");
            } else {
                whole(exchange, 200, ANSWER);
            }
        }
    }

    private static void whole(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream events = exchange.getResponseBody()) {
            for (int i = 0; i < EVENTS; i++) {
                events.write(EVENT.getBytes(StandardCharsets.UTF_8));
                events.flush();
            }
            events.write(LAST_EVENTS.getBytes(StandardCharsets.UTF_8));
        }
    }
}
