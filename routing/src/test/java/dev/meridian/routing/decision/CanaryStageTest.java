package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One change at a time. */
class CanaryStageTest extends TwoEdgesEach {
    @Test
    void changeOfMuchTrafficMeetsOneEdgeOfEachOriginAndThenGoesToEverybody() {
        steady();
        RoutingTable before = world.table();
        pinAllTo(EU);
        Decision begun = cycle();

        assertThat(begun.table()).isEqualTo(before);
        assertThat(canary().edges()).hasSize(3).containsEntry(FROM_US, "edge-0");
        assertThat(tried().version().isNewerThan(before.version())).isTrue();
        assertThat(tried().sharesOf(FROM_US).of(EU)).isEqualTo(BasisPoints.WHOLE);
        assertThat(begun.alarms()).anyMatch(alarm -> alarm.contains("is tried until 2026-11-24T10:"));

        cycles(5);
        assertThat(world.table()).isEqualTo(before);
        cycles(2);
        assertThat(world.decided().canary()).isNull();
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void changeThatItsCanaryFaresWorseWithIsTakenBackAndNotTriedAgainForAWhile() {
        steady();
        RoutingTable before = world.table();
        pinAllTo(EU);
        cycle();
        TableVersion harmful = tried().version();
        badRegion = EU;
        cycles(4);

        assertThat(canary().withdrawn()).contains("ap-southeast-1/edge-0", "100.00 % of ", " 0.00 % of ");
        assertThat(world.share(FROM_US, EU))
                .as("a region that fails is left, in part")
                .isLessThanOrEqualTo(before.sharesOf(FROM_US).of(EU).value());
        assertThat(world.table().version().isNewerThan(harmful))
                .as("edges never go back")
                .isTrue();
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.contains("was taken back"));

        cycles(100);
        assertThat(world.table().saysTheSameAs(before)).isTrue();
        assertThat(canary().table()).isNull();
        badRegion = null;
        cycles(20);
        assertThat(canary().withdrawn())
                .as("after ten minutes it is tried again")
                .isNull();
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotHeldAndSomethingElseIsTriedAnew() {
        steady();
        pinAllTo(EU);
        cycle();
        badRegion = EU;
        cycles(4);
        world.steering = Steering.NONE;
        cycle();
        assertThat(world.decided().canary()).isNull();

        pinAllTo(AP);
        cycle();
        assertThat(canary().withdrawn()).isNull();
        assertThat(tried().sharesOf(FROM_US).of(AP)).isEqualTo(BasisPoints.WHOLE);
    }

    @Test
    void regionThatDiesIsLeftAtOnceWhateverIsTriedOrWasTakenBack() {
        steady();
        pinAllTo(EU);
        cycle();
        world.kill(AP);
        cycles(3);

        assertThat(world.health(AP)).isEqualTo(Health.DOWN);
        assertThat(canary().withdrawn()).isNull();
        assertThat(world.share(FROM_US, AP)).isZero();
        assertThat(world.share(FROM_US, US))
                .as("the change is not let through by it")
                .isPositive();
    }

    @Test
    void regionThatDiesIsNoChangeToTry() {
        steady();
        world.kill(EU);
        cycles(4);

        assertThat(world.decided().canary()).isNull();
        assertThat(world.share(FROM_US, EU)).isZero();
    }

    @Test
    void drainsAreNotHeld() {
        steady();
        world.drain(EU, DrainMode.EMERGENCY);
        cycle();

        assertThat(world.decided().canary()).isNull();
        assertThat(world.share(FROM_US, EU)).isZero();
    }

    @Test
    void drainGoesOnWhileAChangeIsTried() {
        steady();
        pinAllTo(EU);
        cycle();
        world.drain(AP, DrainMode.EMERGENCY);
        cycle();

        assertThat(world.share(FROM_US, AP)).isZero();
        assertThat(canary().withdrawn()).isNull();
    }

    @Test
    void weightIsTriedWholeAndNotInSteps() {
        world.settings =
                world.settings.with(new CanarySettings(2_000, Duration.ofSeconds(30), Duration.ofMinutes(10), 50));
        steady();
        RoutingTable before = world.table();
        world.weight(EU, 0, true);
        cycle();
        assertThat(tried().sharesOf(FROM_US).of(EU)).isEqualTo(BasisPoints.ZERO);
        cycles(4);
        assertThat(world.table()).isEqualTo(before);
        cycles(3);
        assertThat(world.share(FROM_US, EU)).isZero();
    }

    @Test
    void originWithOneEdgeHasNobodyToCompareItWith() {
        edges = 1;
        steady();
        pinAllTo(EU);
        cycle();

        assertThat(world.decided().canary()).isNull();
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void changeUnderTheLimitGoesToEverybody() {
        world.settings = PolicySettings.DEFAULTS.with(CanarySettings.OFF);
        steady();
        pinAllTo(EU);
        cycle();

        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void newLeaderGoesOnTryingUnderItsEpoch() {
        steady();
        pinAllTo(EU);
        cycle();
        world.epoch = 2;
        cycle();

        assertThat(world.table().version().epoch()).isEqualTo(2);
        assertThat(tried().version().isNewerThan(world.table().version())).isTrue();
    }

    @Test
    void comparisonTakesSamplesASureDifferenceAndARelevantOne() {
        assertThat(new Compared(49, 49, 1_000, 0).isWorse(50)).isFalse();
        assertThat(new Compared(1_000, 1_000, 49, 0).isWorse(50)).isFalse();
        assertThat(new Compared(50, 25, 50, 0).isWorse(50)).isTrue();
        assertThat(new Compared(100, 3, 100, 0).isWorse(50)).as("chance").isFalse();
        assertThat(new Compared(1_000_000, 9_000, 1_000_000, 0).isWorse(50))
                .as("too little")
                .isFalse();
        assertThat(new Compared(1_000, 500, 1_000, 500).isWorse(50))
                .as("as bad as before")
                .isFalse();
        assertThat(new Compared(1_000, 0, 1_000, 500).isWorse(50)).as("better").isFalse();
        assertThat(new Compared(50, 1, 5_000, 0).isWorse(50)).as("one of few").isFalse();
        assertThat(new Compared(50, 4, 5_000, 0).isWorse(50)).as("four of few").isFalse();
        assertThat(new Compared(50, 5, 5_000, 0).isWorse(50)).isTrue();
    }

    @Test
    void harmlessPinOfMostOfTheTrafficIsNotTakenBackForWhatItsCanarySentBeforeItHadIt() {
        steady();
        RoutingTable before = world.table();
        pinAll(shares(EU, 6_000, US, 4_000));
        cycle();
        assertThat(canary().part().value()).isGreaterThan(2_000);
        for (int i = 0; i < 6; i++) {
            cycle();
            Canary held = world.decided().canary();
            assertThat(held == null ? null : held.withdrawn()).isNull();
        }
        assertThat(world.table().version().isNewerThan(before.version())).isTrue();
        cycle();
        assertThat(world.decided().canary()).isNull();
        assertThat(world.share(FROM_US, EU)).isEqualTo(6_000);
        assertThat(world.share(FROM_US, AP)).isZero();
    }

    @Test
    void changeThatReplacesAnotherIsNotTakenBackForWhatTheFormerSent() {
        steady();
        pinAll(shares(EU, 6_000, US, 4_000));
        cycles(3);
        pinAll(shares(AP, 7_000, US, 3_000));
        for (int i = 0; i < 8; i++) {
            cycle();
            Canary held = world.decided().canary();
            assertThat(held == null ? null : held.withdrawn()).isNull();
        }
        assertThat(world.share(FROM_US, AP)).isEqualTo(7_000);
    }

    @Test
    void edgeThatIsCanaryNoLongerGetsANewerTableThanTheOneItTried() {
        world.settings = world.settings.with(SENSITIVE);
        steady();
        pin(List.of(US), shares(EU, 6_000, AP, 4_000));
        cycle();
        TableVersion tried = tried().version();
        assertThat(canary().edges()).containsOnlyKeys(FROM_US);
        pin(List.of(AP), shares(EU, 9_000, US, 1_000));
        cycle();

        assertThat(canary().edges()).containsOnlyKeys(OriginId.of(AP));
        assertThat(world.table().version().isNewerThan(tried)).isTrue();
    }

    @Test
    void whatWasTakenBackIsHeldThoughNobodyIsHeardAsAfterARestart() {
        world.settings = world.settings.with(SENSITIVE);
        places.add(OFFICE);
        steady();
        pin(List.of(OFFICE), shares(EU, 9_000, US, 1_000));
        cycle();
        badRegion = EU;
        cycles(4);
        assertThat(canary().withdrawn()).isNotNull();
        edges = 0;
        cycle();
        edges = 2;
        cycle();

        assertThat(canary().withdrawn()).isNotNull();
        assertThat(world.share(OriginId.of(OFFICE), EU)).isLessThan(9_000);
    }

    @Test
    void whatWasTakenBackDoesNotGoOutUntriedForWantOfASecondEdge() {
        steady();
        pinAllTo(EU);
        cycle();
        badRegion = EU;
        cycles(4);
        edges = 1;
        cycles(200);

        assertThat(canary().withdrawn()).isNotNull();
        assertThat(world.share(FROM_US, EU)).isLessThan(BasisPoints.ONE);
        edges = 2;
        badRegion = null;
        cycles(150);
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void canaryHasNoShareInARegionThatIsRemoved() {
        steady();
        pinAll(shares(EU, 6_000, US, 4_000));
        cycle();
        world.intents.remove(EU);
        cycle();

        assertThat(world.decided().alarms()).noneMatch(alarm -> alarm.contains("is not legal"));
        assertThat(world.table().regions()).doesNotContainKey(EU);
    }

    @Test
    void trialOfOriginsThatNobodyIsHeardFromEndsWhereItSendsThemToARegionThatIsRemoved() {
        world.settings = world.settings.with(SENSITIVE);
        places.add(OFFICE);
        pin(List.of(OFFICE), shares(AP, 5_000, US, 5_000));
        steady();
        pin(List.of(OFFICE), shares(EU, 9_000, US, 1_000));
        cycle();
        assertThat(canary().before().get(OriginId.of(OFFICE))).doesNotContainKey(EU);
        edges = 0;
        cycle();
        assertThat(canary().proposed().get(OriginId.of(OFFICE))).containsKey(EU);
        world.intents.remove(EU);
        cycle();

        assertThat(world.decided().canary()).isNull();
        assertThat(world.decided().alarms()).noneMatch(alarm -> alarm.contains("is not legal"));
        assertThat(world.table().regions()).doesNotContainKey(EU);
    }

    @Test
    void canaryLeavesARegionThatDiesToo() {
        steady();
        world.weight(EU, 0, true);
        cycle();
        world.kill(AP);
        cycles(3);

        assertThat(tried().sharesOf(FROM_US).of(AP)).isEqualTo(BasisPoints.ZERO);
    }

    @Test
    void nothingIsTriedOnWhileMostAreSilent() {
        steady();
        pinAllTo(EU);
        cycle();
        Instant until = canary().until();
        silence(Duration.ofSeconds(20));
        cycles(10);

        assertThat(canary().until()).isAfter(until);
        assertThat(world.share(FROM_US, EU)).isLessThan(BasisPoints.ONE);
    }
}
