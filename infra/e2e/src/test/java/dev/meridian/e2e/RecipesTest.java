package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The recipes of docs/operations.md do what they say: each is run word for word, and its effect is looked at. */
@Order(6)
@ExtendWith(SharedWorld.class)
final class RecipesTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path workplace;

    @Test
    void thereAreTen() throws IOException {
        assertThat(Recipes.read().keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void drainsARegion(World world) throws Exception {
        assertThat(run(world, 1, 0)).contains("draining eu-west-1 until ", "STREAMS LEFT", "kernel upgrade, CHG-1042");
        await().atMost(SOON).until(() -> world.operator().share(Regions.EU) == 0);

        assertThat(run(world, 1, 1)).contains("ended drain ");
        assertThat(world.operator().drains()).isEmpty();
    }

    @Test
    void changesAWeight(World world) throws Exception {
        assertThat(run(world, 2, 0)).contains("ap-southeast-1: weight 40, enabled");
        assertThat(intent(world).path("weight").asInt()).isEqualTo(40);

        run(world, 2, 1);
        assertThat(intent(world).path("weight").asInt()).isEqualTo(80);
    }

    @Test
    void takesARegionOutAndIn(World world) throws Exception {
        run(world, 3, 0);
        await().atMost(SOON).until(() -> world.operator().share(Regions.AP) == 0);
        assertThat(intent(world).path("enabled").asBoolean()).isFalse();

        run(world, 3, 1);
        assertThat(intent(world).path("enabled").asBoolean()).isTrue();
    }

    @Test
    void freezesBeforeAMigration(World world) throws Exception {
        assertThat(run(world, 4, 0)).contains("frozen until ", "FROZEN by test-admin");

        assertThat(run(world, 4, 1)).contains("not frozen any more");
        assertThat(world.operator().call("GET", "/v1/freeze", "").status()).isEqualTo(404);
    }

    @Test
    void pinsAnOrigin(World world) throws Exception {
        assertThat(run(world, 5, 0)).contains("eu-west-1 75.00 %, us-west-2 25.00 %");
        await().atMost(SOON).until(() -> world.operator().shares(Regions.US).getOrDefault(Regions.EU, 0) == 7_500);

        run(world, 5, 1);
        assertThat(pins(world)).isEmpty();
        // Shares go back at the pace of the optimum, in minutes; a weight that is changed moves them at once.
        world.operator().intend(Regions.AP, 70);
        await().atMost(SOON).until(() -> world.operator().shares(Regions.US).getOrDefault(Regions.EU, 0) < 5_000);
    }

    @Test
    void rollsBackABadTable(World world) throws Exception {
        String before = world.operator().version();
        world.operator().intend(Regions.AP, 1);
        await("a bad table")
                .atMost(SOON)
                .until(() -> !world.operator().version().equals(before));

        String printed = run(world, 6, 0);
        assertThat(printed).contains("origins are pinned until ");
        // Tables may be published at any time; which one was the one before the latest is printed by the recipe's diff.
        String good = printed.replaceFirst("(?s).*\\btable ([0-9.]+) -> .*", "$1");
        JsonNode table = world.operator().call("GET", "/v1/tables/" + good, "").json();
        assertThat(pins(world).path(Regions.AP).path("shares"))
                .as("shares of table " + good)
                .isNotEmpty()
                .isEqualTo(table.at("/table/origins").path(Regions.AP).path("shares"));

        world.operator().intend(Regions.AP, 80);
        run(world, 6, 1);
        assertThat(pins(world)).isEmpty();
    }

    @Test
    void findsWhyTrafficGoesWhereItGoes(World world) throws Exception {
        assertThat(run(world, 7, 0)).contains("origin us-west-2", "ROUND TRIP", "BECAUSE", "weight 100 of ", "ORIGIN");
    }

    @Test
    void seesWhoIsSilent(World world) throws Exception {
        world.process("agent-" + Regions.AP).kill();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(run(world, 8, 0)).contains("STALE: agent ap-southeast-1/agent-ap-southeast-1"));
    }

    @Test
    void verifiesTheAudit(World world) throws Exception {
        assertThat(run(world, 9, 0).lines().filter(line -> line.startsWith("the audit is whole: ")))
                .hasSize(2);
    }

    @Test
    void backsUpAndRestores(World world) throws Exception {
        assertThat(run(world, 10, 0)).contains("saved ");
        world.operator().intend(Regions.AP, 10);
        world.controller().stop();

        run(world, 10, 1);
        world.restart(world.controller());
        assertThat(intent(world).path("weight").asInt()).isEqualTo(80);
    }

    private String run(World world, int recipe, int block) throws IOException, InterruptedException {
        List<String> blocks = Recipes.read().getOrDefault(recipe, List.of());
        assertThat(blocks).as("blocks of recipe " + recipe).hasSizeGreaterThan(block);
        Process shell = world.shell(workplace, blocks.get(block)).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(blocks.get(block) + "\n" + printed).isZero();
        return printed;
    }

    private static JsonNode intent(World world) {
        return world.operator().region(Regions.AP).path("intent");
    }

    private static JsonNode pins(World world) {
        return world.operator().call("GET", "/v1/pins", "").json().path("pins");
    }
}
