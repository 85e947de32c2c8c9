package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.CYCLE;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardStageTest {
    @Test
    void everyRegionDownFailsOpenByWeight() {
        World world = World.steady().kill(AP).kill(EU).kill(US);
        world.cycles(3);

        assertThat(List.of(AP, EU, US))
                .allSatisfy(region -> assertThat(world.health(region)).isEqualTo(Health.DOWN));
        assertThat(world.share(AP)).isEqualTo(2858);
        assertThat(world.share(US)).isEqualTo(3571);
        assertThat(world.decided().alarms()).singleElement().asString().startsWith("every undrained region is DOWN");
    }

    @Test
    void failingOpenStillHonoursDrains() {
        World world = World.steady().drain(US, DrainMode.EMERGENCY).kill(AP).kill(EU);
        world.cycles(3);

        assertThat(world.share(US)).isZero();
        assertThat(world.share(AP)).isEqualTo(4444);
        assertThat(world.share(EU)).isEqualTo(5556);
    }

    @Test
    void regionThatStillDrainsServesBeforeOneThatIsDown() {
        World world = World.steady().kill(AP).kill(EU);
        world.cycles(3);
        world.drain(US, DrainMode.GRACEFUL);
        world.after(Duration.ofSeconds(30));
        assertThat(world.share(US)).isEqualTo(10_000);
        world.after(Duration.ofSeconds(30));
        assertThat(world.share(US)).isZero();
        assertThat(world.share(EU)).isEqualTo(5556);
    }

    @Test
    void drainingEveryRegionIsRefusedAndTheSharesStand() {
        World world = World.steady();
        RoutingTable before = world.table();
        List.of(AP, EU, US).forEach(region -> world.drain(region, DrainMode.EMERGENCY));
        world.cycles(1);

        assertThat(world.table().origins()).isEqualTo(before.origins());
        assertThat(world.health(US)).isEqualTo(Health.DRAINED);
        assertThat(world.decided().alarms()).singleElement().asString().endsWith("the previous shares stand");
        assertThat(reasons(world)).last().satisfies(reason -> {
            assertThat(reason.stage()).isEqualTo("guard");
            assertThat(reason.after().value()).isEqualTo(3571);
        });
    }

    @Test
    void disablingEveryRegionIsRefusedAndTheTableStands() {
        World world = World.steady();
        RoutingTable before = world.table();
        world.weight(AP, 80, false).weight(EU, 0, true).weight(US, 0, false);
        world.cycles(1);

        assertThat(world.table()).isSameAs(before);
    }

    @Test
    void firstTableOfAnAllDrainedInstallationIsByWeight() {
        World world = World.healthy();
        List.of(AP, EU, US).forEach(region -> world.drain(region, DrainMode.EMERGENCY));
        world.decide();

        assertThat(world.share(AP)).isEqualTo(2858);
        assertThat(world.decided().alarms()).singleElement().asString().startsWith("every region is drained");
    }

    @Test
    void firstTableOfAnAllDisabledInstallationIsEqualForAll() {
        World world = World.healthy().weight(AP, 80, false).weight(EU, 0, true).weight(US, 0, false);
        world.decide();

        assertThat(world.share(EU)).isEqualTo(3333);
        assertThat(world.decided().alarms()).hasSize(1);
    }

    @Test
    void silentRegionKeepsItsShareAndIsNotGivenALostRegionsLoad() {
        World world = World.steady();
        loseSightOf(world, AP);
        world.cycles(13);
        assertThat(world.health(AP)).isEqualTo(Health.UNKNOWN);
        assertThat(world.share(AP)).isEqualTo(2858);

        world.inside(EU, 0, 3).peer(US, EU, 0, 5);
        world.cycles(3);
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
        assertThat(world.share(AP)).isEqualTo(2858);
        assertThat(world.share(US)).isEqualTo(7142);
    }

    @Test
    void whatASilentRegionMayNotHaveIsNotGivenToADrainingOne() {
        World world = World.steady();
        loseSightOf(world, AP);
        world.cycles(13);
        world.drain(EU, DrainMode.GRACEFUL);
        world.after(Duration.ofSeconds(30));

        // 80, 50 and 100 of 230 would be 34.78 %, 21.74 % and 43.48 %.
        assertThat(world.share(AP)).isEqualTo(2858);
        assertThat(world.share(EU)).isEqualTo(2174);
        assertThat(world.share(US)).isEqualTo(4968);
    }

    @Test
    void silentRegionIsNotGivenMoreByAHigherWeightButIsByLessOfTheOthers() {
        World world = World.steady();
        loseSightOf(world, AP);
        world.cycles(13);
        world.weight(AP, 1000, true);
        world.cycles(1);
        assertThat(world.share(AP)).isEqualTo(2858);

        world.weight(AP, 0, true);
        world.cycles(1);
        assertThat(world.share(AP)).isZero();
    }

    @Test
    void regionWithoutAgentsComesBackFromNothingByTheTrafficItIsTriedWith() {
        World world = new World();
        OriginId origin = OriginId.of(US);
        world.live(origin, US, World.traffic(100, 0)).live(origin, EU, World.traffic(100, 0));
        world.weight(AP, 0, true);
        world.cycles(3);
        world.weight(AP, 80, true);
        world.after(CYCLE);
        assertThat(world.health(AP)).isEqualTo(Health.UNKNOWN);
        assertThat(world.share(AP)).isBetween(1, 200);

        world.live(origin, AP, World.traffic(10, 0));
        world.after(CYCLE);
        assertThat(world.health(AP)).isEqualTo(Health.HEALTHY);
        int first = world.share(AP);
        assertThat(first).as("not all of it at once").isBetween(143, 300);
        world.after(CYCLE);
        assertThat(world.share(AP)).isGreaterThan(first);
        world.cycles(150);
        assertThat(world.share(AP)).isEqualTo(2858);
    }

    @Test
    void onlySilentRegionsShareByWhatTheyHave() {
        World world = World.steady();
        world.kill(EU);
        world.cycles(3);
        world.silence(Duration.ofMinutes(6));
        world.after(Duration.ofMinutes(6));

        assertThat(world.health(US)).isEqualTo(Health.UNKNOWN);
        assertThat(world.share(US)).isEqualTo(5556);
        assertThat(world.share(EU)).isZero();
        world.weight(AP, 100, true);
        world.cycles(1);
        assertThat(world.share(AP)).isEqualTo(5000);
    }

    private static void loseSightOf(World world, RegionId region) {
        world.reportAges.put(region, Duration.ofMinutes(10));
        world.peer(EU, region, 0, 0).peer(US, region, 0, 0);
    }

    private static List<Reason> reasons(World world) {
        var ofOrigin = world.decided().reasons().get(OriginId.DEFAULT);
        List<Reason> reasons = ofOrigin == null ? null : ofOrigin.get(US);
        return reasons == null ? List.of() : reasons;
    }
}
