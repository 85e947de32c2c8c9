package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is held while edges, origins, regions and the controller come and go. */
class CanaryInTroubleTest extends TwoEdgesEach {
    private static final OriginId FROM_OFFICE = OriginId.of(OFFICE);

    @BeforeEach
    void smallChangesAreLargeOnes() {
        world.settings = world.settings.with(SENSITIVE);
    }

    @Test
    void whatWaitsIsTriedThoughTheControllerWasAwayWhenItsTurnCame() {
        oneIsTriedAndOneWaits();
        edges = 0;
        world.now = world.now.plus(Duration.ofMinutes(5));
        cycles(3);
        assertThat(world.share(FROM_AP, EU)).isLessThan(BasisPoints.ONE);

        edges = 2;
        cycle();
        assertThat(world.share(FROM_AP, EU)).isLessThan(BasisPoints.ONE);
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);
        cycles(TRIAL);
        assertThat(world.share(FROM_AP, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void whatWaitsIsTriedThoughOneEdgeIsLateWhenItsTurnComes() {
        oneIsTriedAndOneWaits();
        cycles(TRIAL - 2);
        edges = 1;
        cycle();
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
        assertThat(world.share(FROM_AP, EU)).isLessThan(BasisPoints.ONE);
        edges = 2;
        cycle();
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);
    }

    @Test
    void whatWaitsForASecondEdgeGoesToEverybodyAfterABoundedTime() {
        oneIsTriedAndOneWaits();
        edges = 1;
        cycles(5 * TRIAL);
        assertThat(world.share(FROM_AP, EU)).isEqualTo(BasisPoints.ONE);
        assertThat(world.decided().canary()).isNull();
    }

    @Test
    void changesThatWaitAreTriedOneAfterTheOther() {
        oneIsTriedAndOneWaits();
        steer(FROM_EU, whole(AP));
        cycles(TRIAL - 1);
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);
        badRegion = EU;
        cycles(4);

        assertThat(canary().edges()).containsOnlyKeys(FROM_EU);
        assertThat(world.decided().alsoHeld())
                .singleElement()
                .satisfies(back -> assertThat(back.before()).containsOnlyKeys(FROM_AP));
        cycles(TRIAL);
        assertThat(world.share(FROM_EU, AP)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void whatWasTakenBackIsTriedAgainByItselfAndAfterWhatWaits() {
        steady();
        steer(FROM_US, whole(EU));
        cycle();
        badRegion = EU;
        cycles(4);
        Instant again = canary().until();
        while (world.now.isBefore(again.minus(Duration.ofSeconds(15)))) {
            cycle();
        }
        steer(FROM_EU, whole(AP));
        cycle();
        steer(FROM_AP, whole(US));
        cycles(TRIAL);
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);
        cycles(TRIAL);
        assertThat(world.share(FROM_AP, US)).isEqualTo(BasisPoints.ONE);
        assertThat(canary().edges()).containsOnlyKeys(FROM_US);
        cycles(4);
        assertThat(canary().withdrawn()).isNotNull();
        assertThat(canary().before()).containsOnlyKeys(FROM_US);
    }

    @Test
    void drainedRegionThatIsRemovedLetsNothingThroughThatIsHeld() {
        steady();
        world.drain(EU, DrainMode.EMERGENCY);
        cycles(3);
        int was = world.share(FROM_US, AP);
        steer(FROM_US, whole(AP));
        cycle();
        assertThat(canary().before().get(FROM_US)).containsEntry(EU, BasisPoints.ZERO);
        Instant until = canary().until();
        badRegion = AP;
        world.intents.remove(EU);
        places.remove(EU);
        cycle();
        assertThat(world.table().regions()).doesNotContainKey(EU);
        assertThat(world.share(FROM_US, AP)).isEqualTo(was);
        assertThat(canary().until()).isEqualTo(until);
        cycles(3);
        assertThat(canary().withdrawn()).isNotNull();
    }

    @Test
    void changeThatIsMadeAsADrainedRegionIsRemovedIsTried() {
        steady();
        world.drain(EU, DrainMode.EMERGENCY);
        cycles(3);
        world.intents.remove(EU);
        places.remove(EU);
        steer(FROM_US, whole(AP));
        cycle();
        assertThat(canary().edges()).containsOnlyKeys(FROM_US);
        assertThat(world.table().regions()).doesNotContainKey(EU);
    }

    @Test
    void residencyOfOneOriginLetsNoOthersThrough() {
        steady();
        pinAllTo(EU);
        cycle();
        Label label = new Label("eu");
        world.labels.put(EU, new TreeSet<>(List.of(label)));
        world.residency.put(FROM_US, new TreeSet<>(List.of(label)));
        cycle();
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
        assertThat(world.share(FROM_AP, EU)).isLessThan(BasisPoints.ONE);
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP, FROM_EU);
    }

    @Test
    void operatorsAreObeyedInASilenceThoughWhatIsTriedNamedARegionThatIsRemoved() {
        places.add(OFFICE);
        pin(List.of(OFFICE), shares(AP, 5_000, US, 5_000));
        steady();
        pin(List.of(OFFICE), shares(EU, 9_000, US, 1_000));
        cycle();
        assertThat(canary().before().get(FROM_OFFICE)).doesNotContainKey(EU);
        silence(Duration.ofSeconds(20));
        world.intents.remove(EU);
        world.drain(AP, DrainMode.EMERGENCY);
        cycle();

        assertThat(world.decided().alarms()).noneMatch(alarm -> alarm.contains("is not legal"));
        assertThat(world.share(FROM_US, AP)).isZero();
        assertThat(world.table().regions()).doesNotContainKey(EU);
    }

    @Test
    void whereOnlyTheTableThatIsTriedIsIllegalTheOtherOneIsPublished() {
        steady();
        steer(FROM_US, whole(EU));
        cycle();
        TableVersion tried = tried().version();
        Inputs inputs = world.inputs();
        SortedMap<OriginId, Shares> shares = new TreeMap<>();
        world.table().origins().forEach((origin, of) -> shares.put(origin, new Shares(of.shares(), null)));
        Canary gone = canary().proposing(new TreeMap<>(Map.of(FROM_US, whole(new RegionId("gone")))));
        Published published = PublishStage.publish(
                inputs, shares, new TreeMap<>(), world.decided().states(), gone, world.now);

        assertThat(published.tried()).isNull();
        assertThat(published.table().saysTheSameAs(world.table())).isTrue();
        assertThat(published.table().version().isNewerThan(tried))
                .as("the edge that tried one takes it")
                .isTrue();
        assertThat(published.refusal()).contains("the table that is tried is not legal");
    }

    @Test
    void whatWasTakenBackOfAnOriginThatIsGoneIsForgotten() {
        officeIsTakenBack();
        places.remove(OFFICE);
        cycles(130);
        assertThat(world.decided().canary()).isNull();
        assertThat(world.table().origins()).doesNotContainKey(FROM_OFFICE);
    }

    @Test
    void whatWasTakenBackIsHeldThoughTheControllerWasAwayUntilItIsTriedAgain() {
        officeIsTakenBack();
        edges = 0;
        world.now = world.now.plus(Duration.ofMinutes(11));
        cycles(3);
        edges = 2;
        cycle();
        assertThat(world.share(FROM_OFFICE, EU)).isLessThan(9_000);
    }

    @Test
    void originThatIsGoneAndHeldDoesNotMakeTheTableTooLarge() {
        officeIsTakenBack();
        places.remove(OFFICE);
        for (int i = 0; i < RoutingTable.MAX_ORIGINS; i++) {
            places.add(new RegionId("place-" + i));
        }
        world.drain(AP, DrainMode.EMERGENCY);
        cycle();
        assertThat(world.decided().alarms()).noneMatch(alarm -> alarm.contains("is not legal"));
        assertThat(world.share(FROM_US, AP)).isZero();
    }

    @Test
    void drainStepByStepNeitherDelaysWhatWaitsNorLetsANewChangeThrough() {
        oneIsTriedAndOneWaits();
        world.drain(AP, DrainMode.GRACEFUL);
        cycles(TRIAL - 1);
        assertThat(world.state(AP).dial().value()).isBetween(1, BasisPoints.ONE - 1);
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);

        steer(FROM_EU, whole(US));
        cycle();
        assertThat(world.state(AP).dial().value()).isPositive();
        assertThat(world.share(FROM_EU, US)).isLessThan(BasisPoints.ONE);
    }

    @Test
    void weightThatWasTakenBackIsHeldWhileARegionIsDrainedStepByStep() {
        weightIsTakenBack();
        world.drain(AP, DrainMode.GRACEFUL);
        for (int i = 0; i < 16; i++) {
            cycle();
            assertThat(canary().withdrawn()).as("cycle %d", i).isNotNull();
            assertThat(world.share(FROM_US, EU)).isPositive();
        }
        assertThat(world.share(FROM_US, AP)).isZero();
    }

    @Test
    void weightThatWasTakenBackIsHeldThroughASilence() {
        weightIsTakenBack();
        silence(Duration.ofSeconds(20));
        cycles(3);
        silence(Duration.ZERO);
        cycles(3);
        assertThat(canary().withdrawn()).isNotNull();
        assertThat(world.share(FROM_US, EU)).isPositive();
    }

    @Test
    void weightThatIsTriedIsTriedOnAfterASilence() {
        steady();
        world.weight(EU, 0, true);
        cycle();
        int was = world.share(FROM_EU, EU);
        silence(Duration.ofSeconds(20));
        cycles(3);
        silence(Duration.ZERO);
        cycles(2);
        assertThat(world.share(FROM_EU, EU)).isEqualTo(was);
        assertThat(tried().sharesOf(FROM_EU).of(EU)).isEqualTo(BasisPoints.ZERO);
        cycles(TRIAL);
        assertThat(world.share(FROM_EU, EU)).isZero();
    }

    @Test
    void eachChangeThatWaitsIsAnAlarmOfItsOwnWithItsOrigins() {
        oneIsTriedAndOneWaits();
        steer(FROM_EU, whole(AP));
        cycle();
        assertThat(world.decided().alarms())
                .anyMatch(alarm -> alarm.endsWith("waits to be tried, of origins ap-southeast-1"))
                .anyMatch(alarm -> alarm.endsWith("waits to be tried, of origins eu-west-1"));

        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> before = new TreeMap<>();
        List.of("e", "d", "c", "b", "a").forEach(origin -> before.put(new OriginId(origin), whole(US)));
        Canary many = Canary.waiting(world.now, world.now, new BasisPoints(5_000), before, before, new TreeMap<>());
        assertThat(many.sentence()).endsWith("of all requests waits to be tried, of origins a, b, c and 2 more");
    }

    private void oneIsTriedAndOneWaits() {
        steady();
        steer(FROM_US, whole(EU));
        cycle();
        steer(FROM_AP, whole(EU));
        cycle();
        assertThat(world.decided().alsoHeld()).hasSize(1);
    }

    private void officeIsTakenBack() {
        places.add(OFFICE);
        steady();
        pin(List.of(OFFICE), shares(EU, 9_000, US, 1_000));
        cycle();
        badRegion = EU;
        cycles(4);
        badRegion = null;
        assertThat(canary().withdrawn()).isNotNull();
    }

    private void weightIsTakenBack() {
        steady();
        world.weight(EU, 0, true);
        cycle();
        badRegion = US;
        cycles(4);
        badRegion = null;
        assertThat(canary().withdrawn()).isNotNull();
    }
}
