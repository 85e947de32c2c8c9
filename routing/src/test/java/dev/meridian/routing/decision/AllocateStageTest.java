package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.policy.AllocateSettings;
import dev.meridian.routing.policy.CapacitySettings;
import dev.meridian.routing.policy.LoadPrices;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.RegionTraffic;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is best, seen after the pace has come to it. */
class AllocateStageTest {
    private static final OriginId FROM_AP = OriginId.of(AP);
    private static final OriginId FROM_EU = OriginId.of(EU);
    private static final OriginId FROM_US = OriginId.of(US);

    @Test
    void equalDistancesFollowTheWeightsFromEveryOrigin() {
        World world = World.healthy().distances(15);
        settle(world, 100, 100, 100);

        for (OriginId origin : List.of(FROM_AP, FROM_EU, FROM_US, OriginId.DEFAULT)) {
            assertThat(world.share(origin, US)).isEqualTo(3571);
            assertThat(world.share(origin, EU)).isEqualTo(3571);
            assertThat(world.share(origin, AP)).isEqualTo(2858);
        }
    }

    @Test
    void equalDistancesFollowGivenCapacitiesHoweverLittleIsAskedFor() {
        World world = World.healthy().distances(15);
        world.capacities.put(US, 100);
        world.capacities.put(EU, 100);
        world.capacities.put(AP, 300);
        settle(world, 5, 0, 0);

        assertThat(world.share(FROM_US, US)).isEqualTo(2_000);
        assertThat(world.share(FROM_US, EU)).isEqualTo(2_000);
        assertThat(world.share(FROM_US, AP)).isEqualTo(6_000);
        assertThat(Objects.requireNonNull(world.decided().reasons().get(FROM_US))
                        .get(US))
                .anyMatch(reason -> reason.because().startsWith("1 % of 100.0 requests/s"));
    }

    @Test
    void nearestRegionIsFirstWithinWhatTheWeightsAllow() {
        World world = World.healthy().distances(150);
        settle(world, 100, 100, 80);

        assertThat(world.share(FROM_US, US)).as("demand as the weights").isEqualTo(10_000);
        assertThat(world.share(FROM_AP, AP)).isEqualTo(10_000);
    }

    @Test
    void originThatAsksForMoreThanItsRegionsWeightSpreads() {
        World world = World.healthy().distances(150);
        settle(world, 1_000, 0, 0);

        // 100 of 280 of the demand and a quarter more is the most that us-west-2 has: 44.6 %.
        assertThat(world.share(FROM_US, US)).isBetween(3_572, 4_600);
        assertThat(world.share(FROM_US, EU)).isGreaterThan(2_500);
        assertThat(world.share(FROM_US, AP)).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 150, 400})
    void strictWeightsAreMetExactlyWhateverTheDistances(int millis) {
        World world = World.healthy().distances(millis);
        CapacitySettings defaults = CapacitySettings.DEFAULTS;
        world.settings = PolicySettings.DEFAULTS.with(new CapacitySettings(
                1.0, defaults.demandHalfLife(), defaults.demandChange(), defaults.rateLimitedFrom()));
        settle(world, 700, 20, 3);

        for (OriginId origin : List.of(FROM_AP, FROM_EU, FROM_US, OriginId.DEFAULT)) {
            assertThat(world.share(origin, US)).isEqualTo(3571);
            assertThat(world.share(origin, AP)).isEqualTo(2858);
        }
    }

    @Test
    void loadPriceSendsTheRestToTheNextNearest() {
        World world = World.healthy().distances(100);
        world.roundTrip(US, AP, 300);
        world.capacities.put(US, 100);
        world.capacities.put(EU, 1_000);
        world.capacities.put(AP, 1_000);
        settle(world, 100, 0, 0);

        // 100 ms farther pays from 80 % on, where one more costs 200 ms; 60 ms below that do not.
        assertThat(world.share(FROM_US, US)).isCloseTo(8_000, within(100));
        assertThat(world.share(FROM_US, EU)).isCloseTo(2_000, within(100));
        assertThat(world.share(FROM_US, AP)).isZero();
    }

    @Test
    void dearRegionCountsAsFarther() {
        World world = World.healthy().distances(0);
        for (RegionId region : List.of(US, EU, AP)) {
            world.capacities.put(region, 1_000);
        }
        world.prices.put(US, 20_000);
        settle(world, 100, 0, 0);

        assertThat(world.share(FROM_US, US)).isZero();
    }

    /** Far apart, the plan sheds all of it at one origin; as much must be shed in all. */
    @ParameterizedTest
    @ValueSource(ints = {10, 150})
    void capacityThatIsMissingIsShedAndSaid(int millis) {
        World world = World.healthy().distances(millis);
        for (RegionId region : List.of(US, EU, AP)) {
            world.capacities.put(region, 100);
        }
        settle(world, 100, 60, 40);
        assertThat(world.shed(FROM_US)).isZero();
        world.kill(EU);
        cycles(world, 4, 100, 60, 40);

        // 200 asked, of 200 that are left 95 % are planned.
        assertThat(world.share(FROM_US, EU)).isZero();
        int shed = (world.shed(FROM_US) * 100 + world.shed(FROM_EU) * 60 + world.shed(FROM_AP) * 40) / 200;
        assertThat(shed).as("but for what chance explains").isCloseTo(500, within(60));
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.contains("refuses"));
    }

    @Test
    void capacityThatWasWrittenDownTooSmallRefusesNobody() {
        World world = World.healthy().distances(10);
        for (RegionId region : List.of(US, EU, AP)) {
            world.capacities.put(region, 10);
        }
        settle(world, 100, 60, 40);

        assertThat(world.shed(FROM_US)).isZero();
        assertThat(world.shed(FROM_EU)).isZero();
    }

    @Test
    void originThatDemandsALabelIsSentOnlyWhereItIs() {
        World world = World.healthy().distances(0);
        Label eu = new Label("eu");
        world.labels.put(EU, new TreeSet<>(List.of(eu)));
        world.residency.put(FROM_US, new TreeSet<>(List.of(eu)));
        settle(world, 100, 100, 100);
        assertThat(world.share(FROM_US, EU)).isEqualTo(10_000);
        assertThat(world.share(FROM_AP, US)).isPositive();

        world.kill(EU);
        cycles(world, 5, 100, 100, 100);
        assertThat(world.share(FROM_US, EU))
                .as("a dead legal region is better than a leak")
                .isEqualTo(10_000);
        assertThat(world.share(FROM_AP, EU)).isZero();

        world.labels.clear();
        world.decide();
        assertThat(world.table().sharesOf(FROM_US).shares()).isEmpty();
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.contains("no region carries labels [eu]"));
    }

    @ParameterizedTest
    @CsvSource({"true, 12000", "false, 6000"})
    void modelThatThinksForLongIsNotRefusedForIt(boolean given, int thinksMillis) {
        World world = World.healthy().distances(20);
        Label eu = new Label("eu");
        world.labels.put(EU, new TreeSet<>(List.of(eu)));
        world.residency.put(FROM_EU, new TreeSet<>(List.of(eu)));
        if (given) {
            List.of(US, EU, AP).forEach(region -> world.capacities.put(region, 1_000));
        }
        world.kill(AP);
        for (int i = 0; i < 20; i++) {
            world.live(FROM_US, US, thinking(500, thinksMillis));
            // More than the weights' share of it, which is no limit.
            world.live(FROM_EU, EU, thinking(2_000, thinksMillis));
            world.after(World.CYCLE);
        }

        assertThat(world.shed(FROM_EU)).isZero();
        assertThat(world.shed(FROM_US)).isZero();
        assertThat(world.decided().alarms()).noneMatch(alarm -> alarm.contains("refuses"));
    }

    private static RegionTraffic thinking(int requests, int millis) {
        return new RegionTraffic(requests, requests, 0, 0, 0, World.latency(requests, millis));
    }

    @Test
    void originThatDemandsALabelIsListedBeforeAnyEdgeOfItIsHeardOf() {
        World world = World.healthy();
        Label eu = new Label("eu");
        OriginId office = new OriginId("office");
        world.labels.put(EU, new TreeSet<>(List.of(eu)));
        world.residency.put(office, new TreeSet<>(List.of(eu)));
        world.decide();

        assertThat(world.share(office, EU)).isEqualTo(10_000);
    }

    @Test
    void smallGainIsNotWorthTheChurn() {
        World world = World.healthy().distances(10);
        for (RegionId region : List.of(US, EU, AP)) {
            world.capacities.put(region, 1_000);
        }
        world.roundTrip(US, EU, 28).roundTrip(US, AP, 90);
        settle(world, 100, 0, 0);
        assertThat(world.share(FROM_US, US)).isEqualTo(10_000);
        // Now 9 ms nearer than the own region: not worth twice 5 ms.
        AllocateSettings free = AllocateSettings.DEFAULTS;
        world.roundTrip(US, US, 37);
        settle(world, 100, 0, 0);
        assertThat(world.share(FROM_US, US)).isEqualTo(10_000);

        world.settings = world.settings
                .with(new dev.meridian.routing.policy.LatencySettings(
                        Duration.ofSeconds(30), Duration.ZERO, 0, Duration.ofMinutes(10)))
                .with(new AllocateSettings(
                        LoadPrices.DEFAULTS, free.loadLimit(), Duration.ZERO, free.shedCost(), free.priceCost()));
        settle(world, 100, 0, 0);
        assertThat(world.share(FROM_US, EU)).isEqualTo(10_000);
    }

    /** Long enough for the pace to come to what is wanted. */
    private static void settle(World world, int us, int eu, int ap) {
        cycles(world, 260, us, eu, ap);
    }

    private static void cycles(World world, int cycles, int us, int eu, int ap) {
        for (int i = 0; i < cycles; i++) {
            if (us > 0) {
                world.demand(FROM_US, us);
            }
            if (eu > 0) {
                world.demand(FROM_EU, eu);
            }
            if (ap > 0) {
                world.demand(FROM_AP, ap);
            }
            world.after(World.CYCLE);
        }
    }
}
