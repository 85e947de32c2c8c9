package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LastResortTest {
    @Test
    void regionThatIsWellAndOnlyDampedServesWhereNoOtherWould() {
        World world = damped();
        world.weight(AP, 0, true).kill(US);
        world.cycles(3);

        assertThat(world.health(US)).isEqualTo(Health.DOWN);
        assertThat(world.health(EU)).isEqualTo(Health.RECOVERING);
        assertThat(world.state(EU).because()).contains("let back in, since no other region serves");
        assertThat(world.share(EU)).isEqualTo(10_000);
    }

    @Test
    void dampedRegionServesThoughTheDeadOneIsKeptUntilItsDialIsUp() {
        World world = damped();
        world.weight(AP, 0, true);
        // Its traffic goes well for those edges that still reach it, so that not every witness agrees.
        world.kill(US);
        world.live(OriginId.of(AP), US, World.traffic(100, 0));
        world.cycles(4);
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.contains("of the capacity would be away"));
        assertThat(world.share(EU)).isGreaterThan(3_000);

        world.cycles(45);
        assertThat(world.health(US)).isEqualTo(Health.DOWN);
        assertThat(world.share(EU)).isEqualTo(10_000);
    }

    @Test
    void whereResidencyLeavesNoOtherRegionTheDampedOneServes() {
        World world = confined(damped());
        world.kill(US).cycles(4);

        assertThat(world.share(OriginId.of(US), EU)).isEqualTo(10_000);
    }

    @Test
    void dampedRegionThatIsLetBackInTakesWhatItCouldInFull() {
        World world = confined(damped());
        List.of(US, EU, AP).forEach(region -> world.capacities.put(region, 100));
        world.live(OriginId.of(US), US, World.traffic(250, 0)).cycles(1); // in 5 s
        world.kill(US).live(OriginId.of(US), US, World.traffic(250, 250)).cycles(4);

        assertThat(world.share(OriginId.of(US), EU)).isEqualTo(10_000);
        assertThat(world.shed(OriginId.of(US))).isZero();
    }

    @Test
    void dampedRegionIsLeftAloneWhereOthersServeOrItIsNotWell() {
        World world = damped();
        world.kill(US).cycles(4);
        assertThat(world.health(EU)).as("AP serves").isEqualTo(Health.DOWN);

        world = damped();
        world.weight(AP, 0, true).kill(EU).cycles(1);
        world.kill(US).cycles(4);
        assertThat(world.health(EU)).as("not well").isEqualTo(Health.DOWN);
    }

    /** US' clients may use EU and US only. */
    private static World confined(World world) {
        SortedSet<Label> atlantic = new TreeSet<>(List.of(new Label("atlantic")));
        world.labels.put(EU, atlantic);
        world.labels.put(US, atlantic);
        world.residency.put(OriginId.of(US), atlantic);
        return world;
    }

    /** EU is well, and kept down since the last time for longer than one removal keeps others from being made. */
    private static World damped() {
        World world = World.steady();
        for (int flap = 0; flap < 3; flap++) {
            world.kill(EU).cycles(4);
            world.revive(EU).cycles(20);
        }
        world.cycles(62);
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
        assertThat(world.state(EU).goodCycles()).isEqualTo(12);
        return world;
    }
}
