package dev.meridian.controller;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every endpoint that the API's description knows has its bounds, on heads, bodies, rates and calls at once. */
final class BoundsTest {
    private static final int RATES_BURST = 5;

    @TempDir
    Path dir;

    @Test
    void everyHeadIsBounded() throws IOException {
        try (RunningController controller = start()) {
            List<Operation> operations = operations(controller);
            assertThat(operations).hasSizeGreaterThan(30);
            for (Operation one : operations) {
                assertThat(raw(controller, one, "X-Large: " + "x".repeat(8 * 1024) + "\r\n"))
                        .as("%s", one)
                        .startsWith("HTTP/1.1 431 ")
                        .contains("the head is over 8 KiB");
                assertThat(raw(controller, one, "X-One: 1\r\n".repeat(900)))
                        .as("%s", one)
                        .startsWith("HTTP/1.1 431 ")
                        .contains("the head is over 8 KiB");
            }
        }
    }

    @Test
    void everyBodyIsBounded() throws IOException {
        try (RunningController controller = start()) {
            for (Operation one : operations(controller)) {
                int limit = one.isMessage() ? 256 * 1024 : 16 * 1024;
                Answer answer = one.call(controller, " ".repeat(limit + 1));

                if (one.hasBody()) {
                    assertThat(answer.status()).as("%s", one).isEqualTo(413);
                    assertThat(answer.text()).contains("the limit is " + limit + " bytes");
                } else {
                    assertThat(answer.status()).as("%s", one).isNotEqualTo(413).isLessThan(500);
                }
            }
        }
    }

    @Test
    void everyCallIsCountedByWhoMakesIt() throws IOException {
        try (RunningController controller =
                start("anonymous-rate=1", "operator-rate=1", "table-rate=1", "message-rate=1")) {
            List<Operation> operations = operations(controller);
            for (Operation one :
                    operations.stream().filter(not(Operation::isProbe)).toList()) {
                assertRefusedSoon(one + " with its token", () -> one.call(controller, "{}"));
            }
            for (Operation one :
                    operations.stream().filter(not(Operation::isProbe)).toList()) {
                assertRefusedSoon(one + " without a token", () -> controller.send(one.method(), one.path(), null));
            }
            assertThat(controller
                            .get("/v1/senders", "Authorization", "Bearer token-of-viewer")
                            .status())
                    .as("a good token, beside bad ones at the same address")
                    .isEqualTo(200);
            for (int i = 0; i < 10 * RATES_BURST; i++) {
                assertThat(controller.get("/health").status()).as("a probe").isEqualTo(200);
                assertThat(controller.get("/ready").status()).as("a probe").isEqualTo(200);
            }
        }
    }

    /** In Kubernetes Spring Boot would believe the header by itself. */
    @Test
    void nobodyChoosesItsAddressByAHeader() throws IOException {
        try (RunningController controller = startWith("--spring.main.cloud-platform=kubernetes", "anonymous-rate=1")) {
            AtomicInteger number = new AtomicInteger();
            assertRefusedSoon(
                    "addresses of its own choice",
                    () -> controller.get("/v1/table", "X-Forwarded-For", "10.0.0." + number.incrementAndGet()));
            assertThat(controller.get("/v1/table", "X-Forwarded-For", "abc").status())
                    .isEqualTo(429);
        }
    }

    @Test
    void oneCallerHoldsAQuarterOfAKindAndOthersAreServed() throws Exception {
        try (RunningController controller = start("message-calls=8");
                Trickle _ = halfSent(controller, "/v1/reports", "agent");
                Trickle _ = halfSent(controller, "/v1/reports", "agent")) {
            awaitCalls(controller, "message", 2);
            assertRefused(
                    post(controller, "/v1/reports", "agent", "{}"),
                    503,
                    "2 calls of the kind message of one caller are served at once already, which is the limit");
            assertThat(post(controller, "/v1/observations", "edge", ControllerTest.golden("observation.json"))
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    void oneSenderIsBoundedAndOthersAreHeard() throws IOException {
        try (RunningController controller = start("sender-rate=1")) {
            String report = ControllerTest.golden("report.json");
            String observation = ControllerTest.golden("observation.json");
            assertRefusedSoon("reports", () -> post(controller, "/v1/reports", "agent", report));
            assertRefusedSoon("observations", () -> post(controller, "/v1/observations", "edge", observation));

            String name = "\"name\": \"";
            assertThat(post(controller, "/v1/reports", "agent", report.replaceFirst(name, name + "another-"))
                            .status())
                    .isEqualTo(204);
            assertThat(controller.get("/metrics").text())
                    .containsPattern("meridian_controller_bounds_refusals_total\\{bound=\"sender-rate\"} [1-9]");
        }
    }

    @Test
    void callsAtOnceAreBoundedByTheirKind() throws Exception {
        try (RunningController controller = start("operator-calls=1", "message-calls=1")) {
            List<Operation> operations = operations(controller);
            Predicate<Operation> held = one -> !one.isOpen() && !one.path().equals("/v1/table");
            try (Trickle _ = halfSent(controller, "/v1/drains", "admin");
                    Trickle _ = halfSent(controller, "/v1/reports", "agent")) {
                awaitCalls(controller, "operator", 1);
                awaitCalls(controller, "message", 1);
                List<Answer> refused =
                        atOnce(operations.stream().filter(held).toList(), one -> one.call(controller, "{}"));
                assertThat(refused)
                        .hasSize(operations.size() - 4)
                        .allSatisfy(answer -> assertRefused(answer, 503, "1 calls of the kind"));
                List<Answer> others =
                        atOnce(operations.stream().filter(held.negate()).toList(), one -> one.call(controller, "{}"));
                assertThat(others).hasSize(4).extracting(Answer::status).containsOnly(200);
            }
            awaitCalls(controller, "operator", 0);
            assertThat(controller
                            .get("/v1/regions", "Authorization", "Bearer token-of-viewer")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void waitsForATableAreBoundedApart() throws Exception {
        try (RunningController controller = start("table-waits=1");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String[] edge = {"Authorization", "Bearer token-of-edge"};
            String etag = controller.get("/v1/table", edge).header("ETag");
            String[] waiting = {"Authorization", "Bearer token-of-edge", "If-None-Match", etag};
            Future<Answer> first = threads.submit(() -> controller.get("/v1/table?wait=60", waiting));
            Awaitility.await()
                    .until(() -> controller.get("/metrics").text().contains("meridian_controller_table_waiting 1.0"));

            assertRefused(controller.get("/v1/table?wait=60", waiting), 503, "1 callers wait for a table already");
            assertThat(controller.get("/v1/table", waiting).status()).isEqualTo(304);
            controller.stop();
            assertThat(first.get().status()).isEqualTo(304);
        }
    }

    /** Whoever asks for much and reads nothing holds up others of the kind, and nobody else. */
    @Test
    void readersOfMetricsWhoDoNotReadAreBounded() throws Exception {
        try (RunningController controller = start()) {
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) {
                    Socket socket = new Socket();
                    sockets.add(socket);
                    socket.setReceiveBufferSize(4_096);
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), controller.port()));
                    socket.getOutputStream()
                            .write("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
                                    .repeat(100)
                                    .getBytes(StandardCharsets.US_ASCII));
                }
                Awaitility.await().until(() -> controller.get("/metrics").status() == 503);
                assertThat(statusFrom("127.0.0.2", controller))
                        .as("a scrape from elsewhere")
                        .startsWith("HTTP/1.1 200 ");
                assertThat(controller.get("/ready").status()).isEqualTo(200);
                assertThat(controller
                                .get("/v1/regions", "Authorization", "Bearer token-of-viewer")
                                .status())
                        .isEqualTo(200);
            } finally {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
            Awaitility.await().until(() -> controller.get("/metrics").status() == 200);
        }
    }

    private RunningController start(String... limits) throws IOException {
        return startWith("--logging.level.dev.meridian=warn", limits);
    }

    private RunningController startWith(String argument, String... limits) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--meridian.controller.tokens-file=" + RolesTest.tokensFile(dir), argument));
        if (!List.of(limits).contains("anonymous-rate=1")) {
            arguments.add("--meridian.controller.limits.anonymous-rate=100000");
        }
        for (String limit : limits) {
            arguments.add("--meridian.controller.limits." + limit);
        }
        return RunningController.start(dir, new ProportionalPolicy(), arguments.toArray(String[]::new));
    }

    private static void assertRefusedSoon(String what, java.util.function.Supplier<Answer> call) {
        Answer last = call.get();
        for (int i = 0; i < 10 * RATES_BURST && last.status() != 429; i++) {
            last = call.get();
        }
        assertThat(last.status()).as(what).isEqualTo(429);
        assertRefused(last, 429, "a second, which is the limit");
    }

    private static void assertRefused(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.json().path("detail").stringValue()).contains(detail);
    }

    private static Answer post(RunningController controller, String path, String role, String body) {
        return controller.post(path, body, "Authorization", "Bearer token-of-" + role);
    }

    private static <T> List<Answer> atOnce(List<T> calls, java.util.function.Function<T, Answer> call)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> pending = new ArrayList<>();
            calls.forEach(one -> pending.add(threads.submit(() -> call.apply(one))));
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : pending) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private static void awaitCalls(RunningController controller, String kind, int calls) {
        String line = "meridian_controller_calls{kind=\"%s\"} %d.0".formatted(kind, calls);
        Awaitility.await().until(() -> controller.get("/metrics").text().contains(line));
    }

    /** A call whose body comes by a byte a second, as nothing may take longer than the server's timeout. */
    private static Trickle halfSent(RunningController controller, String path, String role) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), controller.port());
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer token-of-" + role
                                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new Trickle(socket);
    }

    private record Trickle(Socket socket, ScheduledExecutorService thread) implements AutoCloseable {
        Trickle(Socket socket) {
            this(socket, Executors.newSingleThreadScheduledExecutor());
            thread.scheduleAtFixedRate(this::send, 1, 1, TimeUnit.SECONDS);
        }

        private void send() {
            try {
                socket.getOutputStream().write(' ');
            } catch (IOException e) {
                thread.shutdown();
            }
        }

        @Override
        public void close() throws IOException {
            thread.shutdownNow();
            socket.close();
        }
    }

    /** How a scrape from another address is answered. */
    private static String statusFrom(String address, RunningController controller) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), controller.port(), InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
        }
    }

    private static String raw(RunningController controller, Operation one, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), controller.port())) {
            socket.setSoTimeout(20_000);
            String request = one.method() + " " + one.path() + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Operation> operations(RunningController controller) {
        JsonNode api = controller
                .get("/v3/api-docs", "Authorization", "Bearer token-of-admin")
                .json();
        List<Operation> operations = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(one -> operations.add(new Operation(
                                one.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey().replaceAll("\\{\\w+}", "us-west-2"),
                                one.getValue().has("requestBody")))));
        return operations;
    }

    private record Operation(String method, String path, boolean hasBody) {
        boolean isMessage() {
            return path.matches("/v1/(reports|observations)");
        }

        boolean isProbe() {
            return path.matches("/(health|ready)");
        }

        boolean isOpen() {
            return path.matches("/(health|ready|metrics)");
        }

        Answer call(RunningController controller, String body) {
            String role = path.equals("/v1/reports") ? "agent" : path.equals("/v1/observations") ? "edge" : "admin";
            return controller.send(
                    method,
                    path,
                    hasBody ? body : null,
                    "Content-Type",
                    "application/json",
                    "If-Match",
                    "*",
                    "Authorization",
                    "Bearer token-of-" + role);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
