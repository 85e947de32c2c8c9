package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PublishStageTest {
    @Test
    void unchangedWorldPublishesNothing() {
        World world = World.steady();
        RoutingTable before = world.table();
        world.cycles(20);

        assertThat(world.table()).isSameAs(before);
    }

    @Test
    void changeRaisesTheVersionByOne() {
        World world = World.steady();
        TableVersion before = world.table().version();
        world.weight(US, 50, true);
        world.decide();

        assertThat(world.table().version()).isEqualTo(new TableVersion(1, before.version() + 1));
        assertThat(world.table().decidedAt()).isEqualTo(world.now);
    }

    @Test
    void newEpochPublishesWhatHolds() {
        World world = World.steady();
        RoutingTable before = world.table();
        world.epoch = 2;
        world.decide();

        assertThat(world.table().saysTheSameAs(before)).isTrue();
        assertThat(world.table().version().isNewerThan(before.version())).isTrue();
        assertThat(world.table().version())
                .isEqualTo(new TableVersion(2, before.version().version()));
    }

    @Test
    void olderEpochNeverReplacesTheTable() {
        World world = World.steady();
        world.epoch = 3;
        world.decide();
        RoutingTable before = world.table();
        world.epoch = 2;
        world.weight(US, 1, true);
        world.decide();

        assertThat(world.table()).isSameAs(before);
        assertThat(world.decided().alarms()).singleElement().asString().contains("another controller leads");
    }

    @Test
    void restartedControllerWithoutReportsChangesNothing() {
        World world = World.steady().kill(EU);
        world.cycles(3);
        RoutingTable before = world.table();
        World restarted = new World();
        restarted.last = world.last;
        restarted.now = world.now.plusSeconds(5);
        restarted.cycles(2);

        assertThat(restarted.table()).isSameAs(before);
        assertThat(restarted.health(US)).isEqualTo(Health.HEALTHY);
    }

    @Test
    void controllerThatWasAwayForLongHoldsTheShares() {
        World world = World.steady().kill(EU);
        world.cycles(3);
        World restarted = new World();
        restarted.last = world.last;
        restarted.now = world.now.plus(Duration.ofHours(5));
        restarted.cycles(2);

        assertThat(restarted.health(US)).isEqualTo(Health.UNKNOWN);
        assertThat(restarted.health(EU)).isEqualTo(Health.DOWN);
        assertThat(restarted.share(US)).isEqualTo(world.share(US));
        assertThat(restarted.share(AP)).isEqualTo(world.share(AP));
    }

    @Test
    void timeThatGoesBackCountsAsStandingStill() {
        World world = World.steady();
        world.now = World.START.minusSeconds(3_600);
        Decision before = world.decided();

        assertThat(world.decide().decidedAt()).isEqualTo(before.decidedAt());
    }

    @Test
    void originsOfTheTableAreBoundedAndTheExcessIsAnAlarm() {
        World world = World.healthy();
        for (int i = 0; i < RoutingTable.MAX_ORIGINS; i++) {
            world.live(new OriginId("office-" + (1_000 + i)), US, World.traffic(1, 0));
        }
        world.decide();

        assertThat(world.table().origins()).hasSize(RoutingTable.MAX_ORIGINS);
        assertThat(world.table().origins())
                .containsKeys(OriginId.DEFAULT, OriginId.of(US), new OriginId("office-1000"))
                .doesNotContainKey(new OriginId("office-2023"));
        assertThat(world.decided().alarms()).singleElement().asString().startsWith("4 origins are not in the table");
    }
}
