package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SteadyStateTest {
    private static final Duration LONG = Duration.ofMinutes(20);

    @Test
    void gracefulDrainIsThroughAtOnceAndTheLoopComesToTheSame() {
        World world = World.steady();
        world.drain(World.EU, DrainMode.GRACEFUL);

        Decision ahead = ahead(world);
        assertThat(world.decide()
                        .table()
                        .sharesOf(OriginId.DEFAULT)
                        .of(World.EU)
                        .value())
                .as("the next step is not there yet")
                .isPositive();
        pass(world);

        assertThat(ahead.table().sharesOf(OriginId.DEFAULT).of(World.EU).value())
                .isZero();
        assertThat(health(ahead, World.EU)).isEqualTo(Health.DRAINED);
        assertThat(world.table().origins()).isEqualTo(ahead.table().origins());
    }

    @Test
    void endedDrainIsBackInFullAndTheLoopComesToTheSame() {
        World world = World.steady();
        world.drain(World.EU, DrainMode.EMERGENCY);
        world.cycles(2);
        world.drains.clear();

        Decision ahead = ahead(world);
        pass(world);

        assertThat(ahead.table().sharesOf(OriginId.DEFAULT).of(World.EU).value())
                .isEqualTo(3_571);
        assertThat(world.table().origins()).isEqualTo(ahead.table().origins());
    }

    @Test
    void distancesAreFollowedAllTheWayWhereTheTableIsPaced() {
        World world = World.steady().distances(80);
        world.capacities.putAll(new TreeMap<>(Map.of(World.AP, 1_000, World.EU, 1_000, World.US, 1_000)));
        OriginId us = OriginId.of(World.US);
        world.demand(us, 100);
        world.cycles(1);

        Decision ahead = ahead(world);

        assertThat(ahead.table().sharesOf(us).of(World.US).value()).isEqualTo(10_000);
    }

    @Test
    void whatIsKnownOfHealthStays() {
        World world = World.steady();
        world.kill(World.AP);
        world.cycles(6);
        assertThat(world.health(World.AP)).isEqualTo(Health.DOWN);

        Decision ahead = ahead(world);

        assertThat(health(ahead, World.AP)).isEqualTo(Health.DOWN);
        assertThat(ahead.table().sharesOf(OriginId.DEFAULT).of(World.AP).value())
                .isZero();
    }

    @Test
    void otherWishesAreDecidedByWithTheSameEvidence() {
        World world = World.steady();
        TreeMap<RegionId, RegionIntent> other = new TreeMap<>(world.intents);
        other.put(World.EU, new RegionIntent(0, true));

        Inputs inputs = SteadyState.of(world.inputs().wanting(other, List.of()));
        Decision ahead = RoutingPolicy.decide(inputs, world.settings, world.now);

        assertThat(ahead.table().sharesOf(OriginId.DEFAULT).of(World.EU).value())
                .isZero();
        assertThat(inputs.reports()).isEqualTo(world.inputs().reports());
    }

    @Test
    void latencyIsTheMeanOverTheSharesAndNotKnownWhereARegionWasNotMeasured() {
        World world = World.healthy();
        OriginId us = OriginId.of(World.US);
        OriginShares spread = shares(Map.of(World.AP, 2_000, World.EU, 4_000, World.US, 4_000));
        world.roundTrip(World.US, World.US, 0).roundTrip(World.US, World.EU, 100);
        Decision decision = world.cycles(2);

        assertThat(ExpectedLatency.micros(decision, us, spread)).isNull();
        assertThat(ExpectedLatency.micros(decision, us, shares(Map.of(World.AP, 0, World.EU, 10_000))))
                .isBetween(94_000L, 106_000L);
        decision = world.roundTrip(World.US, World.AP, 200).after(World.CYCLE);

        assertThat(ExpectedLatency.micros(decision, us, spread)).isBetween(75_000L, 85_000L);
        assertThat(ExpectedLatency.micros(decision, OriginId.DEFAULT, spread)).isNull();
    }

    private static OriginShares shares(Map<RegionId, Integer> shares) {
        TreeMap<RegionId, BasisPoints> spread = new TreeMap<>();
        shares.forEach((region, share) -> spread.put(region, new BasisPoints(share)));
        return new OriginShares(spread, BasisPoints.ZERO);
    }

    private static Decision ahead(World world) {
        return RoutingPolicy.decide(SteadyState.of(world.inputs()), world.settings, world.now);
    }

    private static Health health(Decision decision, RegionId region) {
        RegionState state = decision.states().get(region);
        return state == null ? Health.UNKNOWN : state.health();
    }

    private static void pass(World world) {
        for (int i = 0; i < LONG.dividedBy(World.CYCLE); i++) {
            world.after(World.CYCLE);
        }
    }
}
