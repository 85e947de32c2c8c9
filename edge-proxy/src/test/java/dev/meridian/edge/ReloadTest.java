package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Kubernetes mounts them change under a running edge. */
@SuppressWarnings("NullAway.Init")
class ReloadTest {
    private static final String CHAIN = """
            models:
              primary: {name: gpt-4.1, provider: holysheep, priority: 1}
              fallback: {name: %s, provider: holysheep, priority: 2}
            """;
    private static final String SOON = "--meridian.edge.reload-interval=100ms";

    @TempDir
    private Path folder;

    private LeakGuard leaks;
    private ConfigMapFolder mounted;

    @BeforeEach
    void mount() throws Exception {
        leaks = new LeakGuard();
        mounted = new ConfigMapFolder(folder.resolve("mounted"));
    }

    @AfterEach
    void nothingLeaks() {
        leaks.close();
    }

    @Test
    void newVersionOfTheChainServesNewRequests() throws Exception {
        mounted.put("config.yaml", CHAIN.formatted("gemini-2.5-flash"));
        try (EdgeWorld world = start("config-file", "config.yaml")) {
            assertThat(fallbackOf(world)).isEqualTo("gemini-2.5-flash");
            mounted.put("config.yaml", CHAIN.formatted("deepseek-v3.2"));
            awaitReloads(world, "config-file", "applied", 1);
            assertThat(fallbackOf(world)).isEqualTo("deepseek-v3.2");
            assertThat(leaks.log())
                    .contains("config-file: " + mounted.file("config.yaml")
                            + " is in use: model chain [gpt-4.1, deepseek-v3.2]\n");
        }
    }

    @Test
    void badVersionIsRefusedOnceAndTheOneBeforeServes() throws Exception {
        mounted.put("config.yaml", CHAIN.formatted("gemini-2.5-flash"));
        try (EdgeWorld world = start("config-file", "config.yaml")) {
            mounted.put("config.yaml", "fallback: {retry_attempts: 300}\n");
            awaitReloads(world, "config-file", "refused", 1);
            mounted.put("config.yaml", null);
            awaitReloads(world, "config-file", "refused", 2);
            assertThat(fallbackOf(world)).isEqualTo("gemini-2.5-flash");
            mounted.put(
                    "config.yaml", "rate_limiting: {requests_per_minute: 1000}\n" + CHAIN.formatted("deepseek-v3.2"));
            awaitReloads(world, "config-file", "applied", 1);
            assertThat(fallbackOf(world)).isEqualTo("deepseek-v3.2");
            assertThat(world.metrics()).contains(reloads("config-file", "refused", 2));
            assertThat(leaks.log().lines().filter(line -> line.startsWith("config-file: ")))
                    .satisfiesExactly(
                            bad -> assertThat(bad)
                                    .contains(
                                            "goes on serving", "config.yaml: fallback: retry_attempts", "from 0 to 10"),
                            gone -> assertThat(gone).contains("config.yaml cannot be read: NoSuchFileException"),
                            good -> assertThat(good)
                                    .endsWith("model chain [gpt-4.1, deepseek-v3.2];"
                                            + " rate limit 1000 requests a minute in bursts of 100"));
        }
    }

    @Test
    void clientKeysComeAndGo() throws Exception {
        mounted.put("keys.yaml", "keys: [{name: team-a, sha256: " + sha256("sk-a") + "}]\n");
        try (EdgeWorld world = start("client-keys-file", "keys.yaml")) {
            assertThat(status(world, "sk-a")).isEqualTo(200);
            assertThat(status(world, "sk-b")).isEqualTo(401);
            mounted.put("keys.yaml", "keys: [{name: team-b, sha256: " + sha256("sk-b") + ", burst_size: 1}]\n");
            awaitReloads(world, "client-keys-file", "applied", 1);
            assertThat(status(world, "sk-a")).isEqualTo(401);
            assertThat(status(world, "sk-b")).isEqualTo(200);
            mounted.put("keys.yaml", "keys: [{name: team-b, sha256: 00}]\n");
            awaitReloads(world, "client-keys-file", "refused", 1);
            assertThat(status(world, EdgeWorld.KEY)).isEqualTo(200);
            assertThat(leaks.log())
                    .contains("1 client keys: 1 new, 1 gone, 0 changed", "keys[0]: sha256 must be")
                    .doesNotContain(sha256("sk-a"), sha256("sk-b"));
        }
    }

    @Test
    void limitThatIsBroughtWhileRunningIsKept() throws Exception {
        mounted.put("config.yaml", "fallback: {}\n");
        try (EdgeWorld world = start("config-file", "config.yaml")) {
            HttpResponse<String> before = world.chat(ask("gpt-4.1"));
            assertThat(before.headers().map()).doesNotContainKey("x-ratelimit-limit-requests");
            mounted.put("config.yaml", "rate_limiting: {requests_per_minute: 1, burst_size: 2}\n");
            awaitReloads(world, "config-file", "applied", 1);
            int asked = 0;
            while (world.chat(ask("gpt-4.1")).statusCode() == 200) {
                assertThat(++asked).isLessThan(10);
            }
            assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void rotatedSecretIsUsedWithoutARestart() throws Exception {
        String first = "sk-canary-first"; // which the upstream does not know
        mounted.put("api-key", first + "\n");
        try (EdgeWorld world = EdgeWorld.alone(
                folder, SOON, "--meridian.edge.secret-dir=" + folder.resolve("mounted"), "--HOLYSHEEP_API_KEY=")) {
            assertThat(status(world, EdgeWorld.KEY)).isEqualTo(401);
            assertThat(status(world, first)).isNotIn(200, 401);
            mounted.put("api-key", EdgeWorld.KEY + "\n");
            awaitReloads(world, "secret-dir", "applied", 1);
            assertThat(status(world, EdgeWorld.KEY)).isEqualTo(200);
            assertThat(status(world, first)).isEqualTo(200);
            mounted.put("api-key", "no key\n");
            awaitReloads(world, "secret-dir", "refused", 1);
            assertThat(status(world, EdgeWorld.KEY)).isEqualTo(200);
            assertThat(leaks.log())
                    .contains("another key of the upstream API; clients may show the one before for 10 minutes")
                    .contains("api-key must hold one token of 1 to 4096 printable characters")
                    .doesNotContain(EdgeWorld.KEY, first);
        }
    }

    @Test
    void clientKeyThatWasTheUpstreamsIsTakenOnceTheSecretIsRotated() throws Exception {
        String first = "sk-canary-first";
        mounted.put("api-key", first + "\n");
        ConfigMapFolder keys = new ConfigMapFolder(folder.resolve("keys"));
        keys.put("keys.yaml", "keys: []\n");
        try (EdgeWorld world = EdgeWorld.alone(
                folder,
                SOON,
                "--meridian.edge.secret-dir=" + folder.resolve("mounted"),
                "--meridian.edge.client-keys-file=" + keys.file("keys.yaml"),
                "--HOLYSHEEP_API_KEY=")) {
            keys.put("keys.yaml", "keys: [{name: team-a, sha256: " + sha256(first) + "}]\n");
            awaitReloads(world, "client-keys-file", "refused", 1);
            mounted.put("api-key", EdgeWorld.KEY + "\n");
            awaitReloads(world, "client-keys-file", "applied", 1);
            assertThat(leaks.log()).contains("1 client keys: 1 new, 0 gone, 0 changed");
            assertThat(world.metrics()).contains(reloads("client-keys-file", "refused", 1));
        }
    }

    @Test
    void rotatedTokenIsShownToTheControllerWithoutARestart() throws Exception {
        mounted.put("token", "canary-token-1");
        Set<String> shown = ConcurrentHashMap.newKeySet();
        HttpServer controller = controller(shown);
        try (EdgeWorld world = EdgeWorld.alone(
                folder,
                SOON,
                "--meridian.edge.controller-url=http://127.0.0.1:"
                        + controller.getAddress().getPort(),
                "--meridian.edge.observation-interval=100ms",
                "--meridian.edge.controller-token-file=" + mounted.file("token"))) {
            awaitShown(shown, "canary-token-1");
            mounted.put("token", "canary-token-2");
            awaitReloads(world, "controller-token-file", "applied", 1);
            awaitShown(shown, "canary-token-2");
            mounted.put("token", null);
            awaitReloads(world, "controller-token-file", "refused", 1);
            shown.clear();
            awaitShown(shown, "canary-token-2");
            assertThat(leaks.log())
                    .contains("controller-token-file: " + mounted.file("token")
                            + " is in use: another token for the controller\n")
                    .doesNotContain("canary-token");
        } finally {
            controller.stop(0);
        }
    }

    /** Notes what it is shown, by request, and has nothing to say. */
    private static HttpServer controller(Set<String> shown) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            shown.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void awaitShown(Set<String> shown, String token) {
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        shown.containsAll(Set.of("/v1/table Bearer " + token, "/v1/observations Bearer " + token)));
    }

    private EdgeWorld start(String setting, String file) throws Exception {
        return EdgeWorld.alone(folder, SOON, "--meridian.edge." + setting + "=" + mounted.file(file));
    }

    /** The model that answers where the first one of the chain does not. */
    private static String fallbackOf(EdgeWorld world) throws Exception {
        world.simulator.faults().add(FaultRule.of(Status.of(500)).model("gpt-4.1"));
        try {
            return header(world.chat(ask("gpt-4.1")), "x-meridian-model");
        } finally {
            world.simulator.faults().clear();
        }
    }

    private static int status(EdgeWorld world, String key) throws Exception {
        return world.chat(ask("gpt-4.1"), "Authorization", "Bearer " + key).statusCode();
    }

    private static void awaitReloads(EdgeWorld world, String setting, String result, int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> world.metrics().contains(reloads(setting, result, count)));
    }

    private static String reloads(String setting, String result, int count) {
        return "meridian_edge_config_reloads_total{file=\"%s\",result=\"%s\"} %d.0".formatted(setting, result, count);
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
