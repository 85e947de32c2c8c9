package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.CYCLE;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whole stories, from what is seen to the shares. */
class RoutingPolicyTest {
    @Test
    void healthyRegionsShareByWeightFromEveryOrigin() {
        World world = World.steady();

        assertThat(world.table().origins().keySet())
                .containsExactly(
                        new OriginId("ap-southeast-1"),
                        OriginId.DEFAULT,
                        new OriginId("eu-west-1"),
                        new OriginId("us-west-2"));
        world.table().origins().values().forEach(shares -> {
            assertThat(shares.of(US).value()).isEqualTo(3571);
            assertThat(shares.of(EU).value()).isEqualTo(3571);
            assertThat(shares.of(AP).value()).isEqualTo(2858);
        });
        assertThat(world.decided().alarms()).isEmpty();
        assertThat(world.health(EU)).isEqualTo(Health.HEALTHY);
    }

    @Test
    void firstDecisionWithoutAnyReportSharesByWeightAtOnce() {
        World world = new World();
        world.decide();

        assertThat(world.health(US)).isEqualTo(Health.UNKNOWN);
        assertThat(world.share(US)).isEqualTo(3571);
        assertThat(world.share(AP)).isEqualTo(2858);
        assertThat(world.table().version()).isEqualTo(new TableVersion(1, 1));
    }

    @Test
    void deadRegionIsOutAfterThreeBadCyclesAndComesBackSlowlyAfterTwelveGoodOnes() {
        World world = World.steady().kill(EU);
        world.cycles(2);
        assertThat(world.health(EU)).isEqualTo(Health.DEGRADED);
        assertThat(world.share(EU)).isPositive();
        world.cycles(1);
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
        assertThat(world.share(EU)).isZero();
        assertThat(world.share(US)).isEqualTo(5556);

        world.revive(EU);
        world.cycles(11);
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
        world.cycles(1);
        assertThat(world.health(EU)).isEqualTo(Health.RECOVERING);
        assertThat(world.state(EU).dial().value()).isEqualTo(500);
        world.after(Duration.ofMinutes(3).minus(CYCLE));
        assertThat(world.share(EU)).isEqualTo(3571);
        assertThat(world.health(EU)).isEqualTo(Health.HEALTHY);
    }

    @Test
    void drainedRegionReceivesNoNewRequests() {
        World world = World.steady().drain(US, DrainMode.EMERGENCY);
        world.decide();

        assertThat(world.health(US)).isEqualTo(Health.DRAINED);
        assertThat(world.share(US)).isZero();
    }
}
