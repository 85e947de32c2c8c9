package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.Load;
import dev.meridian.e2e.client.Operator;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.RunningProgram;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No request needs the controller, and what operators told it outlives it. */
@Order(7)
@ExtendWith(SharedWorld.class)
final class KilledControllerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Answers that show that traffic goes on while there is no controller. */
    private static final int ENOUGH = 500;

    @Test
    void trafficGoesOnAndTheRestartedControllerKeepsDrainsWeightsAndVersions(World world) {
        Operator operator = world.operator();
        operator.intend(Regions.US, 50);
        String drain = operator.drain(Regions.EU, "EMERGENCY", Duration.ofMinutes(10));
        await("the drain is in the table").atMost(SOON).until(() -> operator.share(Regions.EU) == 0);
        await("the weights are in the table").atMost(SOON).until(() -> operator.share(Regions.US) == 3_846);
        Regions.ALL.forEach(world::awaitTable);
        long version = version(operator);

        RunningProgram controller = world.controller();
        try (Load load = Load.of(Regions.ALL.stream().map(world::client).toList())) {
            controller.kill();
            int before = load.outcomes().size();
            await("traffic without a controller")
                    .atMost(SOON)
                    .until(() -> load.outcomes().size() > before + ENOUGH);
            world.restart(controller);
            assertThat(load.stop().outcomes())
                    .filteredOn(outcome -> !outcome.ok())
                    .isEmpty();
            assertThat(load.outcomes()).extracting(Load.Outcome::region).doesNotContain(Regions.EU);
        }

        assertThat(operator.drains()).containsExactly(drain);
        assertThat(operator.region(Regions.US).path("intent").path("weight").asInt())
                .isEqualTo(50);
        assertThat(version(operator)).isGreaterThanOrEqualTo(version);
        assertThat(operator.share(Regions.EU)).isZero();
        assertEdgesTakeTheNextTable(world, operator);
    }

    private static void assertEdgesTakeTheNextTable(World world, Operator operator) {
        String before = operator.version();
        operator.intend(Regions.US, 60);

        await("a new table").atMost(SOON).until(() -> !operator.version().equals(before));
        Stream.of(Regions.US, Regions.EU, Regions.AP).forEach(world::awaitTable);
        assertThat(List.of(world.client(Regions.US).servingRegion())).doesNotContain(Regions.EU);
    }

    /** Epoch and version in one number, in the order in which edges compare them. */
    private static long version(Operator operator) {
        String[] parts = operator.version().split("\\.", 2);
        return Long.parseLong(parts[0]) * 1_000_000_000L + Long.parseLong(parts[1]);
    }
}
