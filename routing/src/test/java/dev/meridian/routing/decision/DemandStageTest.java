package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.region.OriginId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemandStageTest {
    private static final OriginId FROM_US = OriginId.of(US);

    @Test
    void whatEdgesShedIsAskedForToo() {
        World world = World.healthy();
        List.of(US, EU, AP).forEach(region -> world.capacities.put(region, 100));
        cycles(world, 100, 250);
        world.kill(EU);
        cycles(world, 40, 250);

        assertThat(world.shed(FROM_US)).isGreaterThan(2_000);
        assertThat(planned(world)).isCloseTo(250_000, within(5_000L));
    }

    @Test
    void chanceMovesThePlannedDemandByLittle() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        World world = World.steady();
        long low = Long.MAX_VALUE;
        long high = 0;
        for (int i = 0; i < 400; i++) {
            // The noise of 100 requests a second over five seconds.
            int rps = (int) Math.round(100 + 100 / Math.sqrt(500) * random.nextGaussian());
            cycles(world, 1, rps);
            if (i > 100) {
                low = Math.min(low, planned(world));
                high = Math.max(high, planned(world));
            }
        }
        assertThat(high - low).as("seed %d", seed).isLessThan(5_000);
    }

    @Test
    void aStepIsPlannedForInTime() {
        World world = World.steady();
        cycles(world, 40, 100);
        cycles(world, 8, 200);
        assertThat(planned(world)).isCloseTo(200_000, within(20_000L));
    }

    @Test
    void whatIsChanceForEachOriginIsNoneWhereAllRiseTogether() {
        World world = World.steady();
        List<OriginId> origins =
                IntStream.range(0, 60).mapToObj(i -> new OriginId("edge-" + i)).toList();
        together(world, origins, 30, 10);
        together(world, origins, 12, 14);

        long planned = world.decided().origins().values().stream()
                .mapToLong(OriginState::plannedMilliRps)
                .sum();
        assertThat(planned).isCloseTo(840_000, within(40_000L));
    }

    private static void together(World world, List<OriginId> origins, int count, int rps) {
        for (int i = 0; i < count; i++) {
            origins.forEach(origin -> world.demand(origin, rps));
            world.after(World.CYCLE);
        }
    }

    private static void cycles(World world, int count, int rps) {
        for (int i = 0; i < count; i++) {
            world.demand(FROM_US, rps).after(World.CYCLE);
        }
    }

    private static long planned(World world) {
        OriginState origin = world.decided().origins().get(FROM_US);
        return origin == null ? 0 : origin.plannedMilliRps();
    }
}
