package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RemovalStageTest {
    private static final OriginId FROM_US = OriginId.of(US);

    @Test
    void secondRegionIsKeptWhereLiveTrafficFindsItWell() {
        World world = World.steady();
        world.well(FROM_US, AP, EU, US);
        world.kill(EU).kill(AP);
        world.cycles(5);

        List<Health> healths = List.of(world.health(EU), world.health(AP));
        assertThat(healths).containsOnlyOnce(Health.DOWN);
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.contains("looks dead and is kept"));
        world.cycles(62);
        assertThat(List.of(world.health(EU), world.health(AP)))
                .as("but no longer than 5 min")
                .contains(Health.DOWN);
    }

    @Test
    void removedRegionThatServesAgainStillIsTheOneOfFiveMinutes() {
        World world = World.steady();
        world.well(FROM_US, AP, US);
        world.kill(EU).cycles(4);
        world.revive(EU).cycles(14);
        assertThat(world.health(EU)).isEqualTo(Health.RECOVERING);

        world.kill(US).cycles(4);
        assertThat(world.health(US)).isNotEqualTo(Health.DOWN);
        assertThat(world.decided().alarms())
                .anyMatch(alarm -> alarm.contains("us-west-2 looks dead and is kept: another one was taken away"));
        world.cycles(50);
        assertThat(world.health(US)).as("but no longer than 5 min").isEqualTo(Health.DOWN);
    }

    @Test
    void regionThatOperatorsHaveTakenAwayIsNoRemoval() {
        World world = World.steady();
        world.well(FROM_US, AP, US);
        world.weight(EU, 0, true).cycles(2);
        world.kill(EU).cycles(4);
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);

        world.kill(US).cycles(4);
        assertThat(world.decided().alarms()).noneMatch(alarm -> alarm.contains("another one was taken away"));
    }

    @Test
    void regionThatWasRemovedItselfMayBeRemovedAgain() {
        World world = World.steady();
        world.well(FROM_US, AP, EU, US);
        world.kill(EU).cycles(4);
        world.revive(EU).cycles(14);
        world.kill(EU).cycles(4);

        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
        assertThat(world.decided().alarms()).isEmpty();
    }

    @Test
    void whatADialWithholdsCountsAsAway() {
        World world = World.steady().drain(EU, DrainMode.EMERGENCY);
        world.cycles(2);
        world.drains.clear();
        world.well(FROM_US, AP, US);
        world.cycles(2);
        assertThat(world.health(EU)).isEqualTo(Health.RECOVERING);

        // 100 of 280, and nearly as much of the other one.
        world.kill(US).cycles(4);
        assertThat(world.health(US)).isNotEqualTo(Health.DOWN);
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.contains("of the capacity would be away"));
    }

    @Test
    void twoRegionsThatAreDeadForAllWitnessesAreBothRemoved() {
        World world = World.steady();
        world.live(FROM_US, US, World.traffic(100, 0));
        world.faulty(EU, 100, FROM_US);
        world.faulty(AP, 100, FROM_US);
        world.kill(EU).kill(AP);
        world.cycles(4);

        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
        assertThat(world.health(AP)).isEqualTo(Health.DOWN);
        assertThat(world.share(US)).isEqualTo(10_000);
    }

    @Test
    void safetyRuleKeepsWhatAutomationWouldRemove() {
        World world = World.steady();
        world.steering =
                new Steering(null, new TreeMap<>(), new SafetyRules(1, List.of(new TreeSet<>(List.of(EU, US)))));
        world.kill(EU).kill(US);
        world.cycles(5);

        assertThat(List.of(world.health(EU), world.health(US))).containsOnlyOnce(Health.DOWN);
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.contains("never away together"));
    }
}
