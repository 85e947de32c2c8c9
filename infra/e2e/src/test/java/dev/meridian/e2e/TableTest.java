package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.ChatClient;
import dev.meridian.e2e.client.FakeController;
import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.Program;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.RunningProgram;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an edge takes for a table, and what it does without a controller. */
@Order(6)
@ExtendWith(SharedWorld.class)
final class TableTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The wire contract's limit of a table. */
    private static final int MAX_BYTES = 4 << 20;

    @Test
    void badAndOlderTablesAreRefusedAndTheOldOneServes(World world) {
        try (FakeController fake = FakeController.start()) {
            RunningProgram edge = world.launch(world.edge("edge-fake-controller", Regions.EU)
                    .with("--meridian.edge.controller-url=" + fake.base()));
            fake.next(200, table("1.10", 10_000));
            edge.awaitReady();
            ChatClient client = world.client(edge.base());
            assertServedBy(client, "1.10");

            badTables().forEach((what, body) -> {
                double before = refused(client);
                fake.next(200, body);
                await(what + " is counted").atMost(SOON).until(() -> refused(client) > before);
                assertServedBy(client, "1.10");
            });
            fake.next(500, "{}");
            fake.next(200, table("1.11", 10_000));

            await("a good one is applied")
                    .atMost(SOON)
                    .until(() -> client.table().equals("1.11"));
            assertServedBy(client, "1.11");
            fake.next(200, table("2.1", 10_000));
            await("a new epoch is applied")
                    .atMost(SOON)
                    .until(() -> client.table().equals("2.1"));
            edge.stop();
        }
    }

    @Test
    void coldEdgeServesFromItsDiskWithoutAController(World world) throws IOException {
        assertServesFromItsDisk(world, world.edge("edge-cold", Regions.EU).without("--meridian.edge.controller-url"));
    }

    @Test
    void coldEdgeServesFromItsDiskWhileItsControllerIsDead(World world) throws IOException {
        assertServesFromItsDisk(
                world,
                world.edge("edge-cold-dead", Regions.EU).with("--meridian.edge.controller-url=http://127.0.0.1:1"));
    }

    private static void assertServesFromItsDisk(World world, Program cold) throws IOException {
        Path table = world.file(cold.name() + "/table.json");
        Files.createDirectories(world.file(cold.name()));
        Files.copy(world.file("edge-eu-west-1-data/table.json"), table);
        RunningProgram edge =
                world.launch(cold.with("--meridian.edge.table-file=" + table)).awaitReady();

        assertServedBy(world.client(edge.base()), world.client(Regions.EU).table());
        edge.stop();
    }

    private static Map<String, String> badTables() {
        String good = table("1.11", 10_000);
        Map<String, String> bad = new TreeMap<>();
        bad.put("an empty body", "");
        bad.put("an empty object", "{}");
        bad.put("a page", "<html><body>502 Bad Gateway</body></html>");
        bad.put("a truncated table", good.substring(0, good.length() / 2));
        bad.put("a table with something after it", good + good);
        bad.put("another schema", good.replace("\"schema\":1", "\"schema\":2"));
        bad.put("shares over 10 000", table("1.11", 10_001));
        bad.put("shares under 10 000", table("1.11", 9_999));
        bad.put("a share of an unlisted region", good.replace("\"shares\":{\"eu-west-1\"", "\"shares\":{\"mars\""));
        bad.put("no default origin", good.replace("\"default\"", "\"other\""));
        bad.put("no regions", good.replaceAll("\"regions\":.*", "\"regions\":{}}"));
        bad.put("an oversized table", good + " ".repeat(MAX_BYTES));
        bad.put("the same version", table("1.10", 10_000));
        bad.put("an older version", table("1.9", 10_000));
        bad.put("an older epoch", table("0.99", 10_000));
        return bad;
    }

    /** All requests of every origin go to eu-west-1. */
    private static String table(String version, int share) {
        String[] parts = version.split("\\.", 2);
        String shares = "{\"shares\":{\"eu-west-1\":%d},\"shed\":0}".formatted(share);
        return ("{\"schema\":1,\"version\":{\"epoch\":%s,\"version\":%s},\"decidedAt\":\"2026-11-24T10:00:00Z\","
                        + "\"origins\":{\"default\":%s,\"eu-west-1\":%s},"
                        + "\"regions\":{\"eu-west-1\":{\"endpoint\":\"http://127.0.0.1:1\",\"kind\":\"EDGE\","
                        + "\"health\":\"HEALTHY\"}}}")
                .formatted(parts[0], parts[1], shares, shares);
    }

    private static void assertServedBy(ChatClient client, String table) {
        Reply reply = client.ask();

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-meridian-table")).isEqualTo(table);
        assertThat(client.table()).isEqualTo(table);
    }

    private static double refused(ChatClient client) {
        return client.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("meridian_edge_tables_total") && !line.contains("\"applied\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
