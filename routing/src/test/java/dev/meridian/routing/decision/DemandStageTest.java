package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.region.OriginId;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemandStageTest {
    private static final OriginId FROM_US = OriginId.of(US);
    private static final OriginId FROM_EU = OriginId.of(EU);
    private static final OriginId FROM_AP = OriginId.of(AP);

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

    @Test
    void whatADeadOriginsClientsAskForElsewhereIsNotCountedTwice() {
        World world = World.healthy().distances(150);
        List.of(US, EU, AP).forEach(region -> world.capacities.put(region, 100));
        for (int i = 0; i < 40; i++) {
            world.demand(FROM_AP, 90).demand(FROM_EU, 10);
            cycles(world, 1, 80);
        }
        world.kill(AP);
        for (int i = 1; i <= 55; i++) {
            moved(world, World.CYCLE.multipliedBy(i));
        }
        assertThat(demand(world, FROM_AP))
                .as("silent for less than five minutes")
                .isEqualTo(90_000);
        assertThat(world.shed(FROM_US)).as("190 served, 270 counted").isGreaterThan(2_000);

        for (int i = 56; i <= 180; i++) {
            moved(world, World.CYCLE.multipliedBy(i));
        }
        assertThat(demand(world, FROM_AP)).isLessThan(1_000);
        assertThat(world.shed(FROM_US)).isZero();
    }

    @Test
    void aPauseOfTheControllerIsNoSilenceOfAnOrigin() {
        World world = World.healthy();
        for (int i = 0; i < 40; i++) {
            world.demand(FROM_AP, 100);
            cycles(world, 1, 100);
        }
        // Of the origins one is heard before the other when it goes on.
        world.observations.remove(FROM_AP);
        world.after(Duration.ofHours(1));
        assertThat(demand(world, FROM_AP)).isGreaterThan(90_000);
    }

    @Test
    void noDemandFadesWhileTheTableIsFrozen() {
        World world = World.healthy();
        for (int i = 0; i < 40; i++) {
            world.demand(FROM_AP, 100);
            cycles(world, 1, 100);
        }
        world.observations.remove(FROM_AP);
        world.reports.keySet().forEach(region -> world.reportAges.put(region, Duration.ofMinutes(2)));
        cycles(world, 60, 100);
        assertThat(demand(world, FROM_AP)).isGreaterThanOrEqualTo(100_000);
    }

    /** AP's edges are silent since so long; DNS has sent its clients to the other two. */
    private static void moved(World world, Duration silent) {
        world.observationAges.put(FROM_AP, silent);
        world.demand(FROM_EU, 90);
        cycles(world, 1, 90);
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

    private static long demand(World world, OriginId of) {
        OriginState origin = world.decided().origins().get(of);
        return origin == null ? 0 : origin.demandMilliRps();
    }

    private static long planned(World world) {
        OriginState origin = world.decided().origins().get(FROM_US);
        return origin == null ? 0 : origin.plannedMilliRps();
    }
}
