package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.Seeded;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RoutingTable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large changes of different origins, of which each asks for a third of all. */
class SeveralChangesTest extends TwoEdgesEach {
    @BeforeEach
    void smallChangesAreLargeOnes() {
        world.settings = world.settings.with(SENSITIVE);
    }

    @Test
    void changeOfOtherOriginsWaitsForTheTrialAndIsThenTriedItself() {
        steady();
        int was = world.share(FROM_AP, EU);
        steer(FROM_US, whole(EU));
        cycle();
        Instant until = canary().until();
        steer(FROM_AP, whole(EU));
        cycle();

        assertThat(world.share(FROM_AP, EU)).isEqualTo(was);
        assertThat(tried().sharesOf(FROM_AP).of(EU).value()).isEqualTo(was);
        assertThat(canary().until()).as("its trial is not longer for it").isEqualTo(until);
        assertThat(world.decided().alarms())
                .anyMatch(alarm -> alarm.contains("waits to be tried, of origins ap-southeast-1"));
        cycles(TRIAL - 1);
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
        assertThat(world.share(FROM_AP, EU)).isEqualTo(was);
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);
        assertThat(world.decided().alsoHeld()).isEmpty();
        cycles(TRIAL - 1);
        assertThat(world.share(FROM_AP, EU)).isEqualTo(was);
        cycle();
        assertThat(world.share(FROM_AP, EU)).isEqualTo(BasisPoints.ONE);
        assertThat(world.decided().canary()).isNull();
    }

    @Test
    void weightIsTriedAfterAPinWholeAndNotInSteps() {
        steady();
        steer(FROM_US, whole(US));
        cycle();
        RoutingTable before = world.table();
        world.weight(EU, 0, true);
        cycles(TRIAL - 1);
        assertThat(world.table()).isEqualTo(before);
        cycle();
        assertThat(tried().sharesOf(FROM_AP).of(EU)).isEqualTo(BasisPoints.ZERO);
        assertThat(world.table().sharesOf(FROM_AP)).isEqualTo(before.sharesOf(FROM_AP));
        cycles(TRIAL);
        assertThat(world.share(FROM_AP, EU)).isZero();
    }

    @Test
    void whatIsTakenBackHindersNoOtherChange() {
        steady();
        steer(FROM_US, whole(EU));
        cycle();
        steer(FROM_AP, whole(US));
        badRegion = EU;
        cycles(4);

        Canary back = world.decided().alsoHeld().getFirst();
        assertThat(back.withdrawn()).contains("us-west-2/edge-0");
        assertThat(canary().edges()).as("what waited is tried at once").containsOnlyKeys(FROM_AP);
        cycles(TRIAL);
        assertThat(world.share(FROM_AP, US)).isEqualTo(BasisPoints.ONE);
        assertThat(canary()).isEqualTo(back);

        int was = world.share(FROM_EU, AP);
        steer(FROM_EU, whole(AP));
        cycle();
        assertThat(world.share(FROM_EU, AP)).as("nor does one that comes later").isEqualTo(was);
        assertThat(canary().edges()).containsOnlyKeys(FROM_EU);
        cycles(TRIAL);
        assertThat(world.share(FROM_EU, AP)).isEqualTo(BasisPoints.ONE);
        assertThat(world.share(FROM_US, EU)).isLessThan(BasisPoints.ONE);
        badRegion = null;
        cycles(120);
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void whatIsDueAgainWaitsForTheTrialOfAnother() {
        steady();
        steer(FROM_US, whole(EU));
        cycle();
        badRegion = EU;
        cycles(4);
        badRegion = null;
        Canary back = canary();
        while (world.now.isBefore(back.until())) {
            cycle();
        }
        steer(FROM_AP, whole(US));
        world.now = world.now.minus(World.CYCLE.dividedBy(2));
        cycle();
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);
        cycles(TRIAL - 1);
        assertThat(world.decided().alsoHeld()).containsExactly(back);
        cycle();
        assertThat(canary().edges()).containsOnlyKeys(FROM_US);
        cycles(TRIAL);
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void regionThatDiesOrIsDrainedIsLeftByWhatWaitsToo() {
        steady();
        steer(FROM_US, whole(US));
        cycle();
        steer(FROM_AP, whole(US));
        cycle();
        world.drain(EU, DrainMode.EMERGENCY);
        cycle();
        assertThat(world.share(FROM_AP, EU)).isZero();
        assertThat(world.share(FROM_AP, AP)).as("it is not let through by it").isPositive();
        assertThat(world.share(FROM_EU, EU)).as("what nobody holds").isZero();
    }

    @Test
    void changeIsNotLetThroughWhereARegionFallsJustWhenItIsItsTurn() {
        steady();
        steer(FROM_US, whole(US));
        cycle();
        steer(FROM_AP, whole(US));
        cycles(TRIAL - 1);
        world.drain(EU, DrainMode.EMERGENCY);
        cycle();
        assertThat(world.share(FROM_AP, EU)).isZero();
        assertThat(world.share(FROM_AP, AP)).isPositive();
        assertThat(canary().table()).isNull();
        cycle();
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP);
        cycles(TRIAL);
        assertThat(world.share(FROM_AP, US)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void whatWaitsAndNobodyWantsAnyMoreIsHeldNoLonger() {
        steady();
        steer(FROM_US, whole(EU));
        cycle();
        steer(FROM_AP, whole(EU));
        cycle();
        assertThat(world.decided().alsoHeld()).hasSize(1);
        steer(FROM_AP, null);
        cycle();
        assertThat(world.decided().alsoHeld()).isEmpty();
        assertThat(canary().edges()).containsOnlyKeys(FROM_US);
    }

    @Test
    void whatWaitsAndIsReplacedWaitsOn() {
        steady();
        int was = world.share(FROM_AP, US);
        steer(FROM_US, whole(EU));
        cycle();
        steer(FROM_AP, whole(EU));
        cycle();
        steer(FROM_AP, whole(US));
        cycle();
        assertThat(world.share(FROM_AP, US)).isEqualTo(was);
        assertThat(world.decided().alsoHeld().getFirst().proposed().get(FROM_AP))
                .isEqualTo(whole(US));
        cycles(2 * TRIAL);
        assertThat(world.share(FROM_AP, US)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void originThatATrialMovesLittleIsTriedByItselfOnceMuchElseIsWantedOfIt() {
        steer(FROM_AP, shares(AP, 5_000, US, 5_000));
        steady();
        steer(FROM_AP, shares(AP, 5_500, US, 4_500));
        steer(FROM_US, whole(EU));
        cycle();
        Instant until = canary().until();
        assertThat(canary().edges()).containsOnlyKeys(FROM_AP, FROM_US);
        steer(FROM_AP, whole(EU));
        cycle();

        assertThat(canary().edges()).containsOnlyKeys(FROM_US);
        assertThat(canary().until()).isEqualTo(until);
        assertThat(tried().sharesOf(FROM_AP).of(EU)).isEqualTo(BasisPoints.ZERO);
        cycles(TRIAL - 1);
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
        assertThat(world.share(FROM_AP, EU)).isZero();
        cycles(TRIAL);
        assertThat(world.share(FROM_AP, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void changesThatReplaceEachOtherAreTriedToTheLast() {
        steady();
        int flips = 24;
        for (int i = 0; i < flips; i++) {
            steer(FROM_US, whole(i % 2 == 0 ? EU : AP));
            cycle();
        }
        assertThat(world.now).isEqualTo(World.START.plus(World.CYCLE.multipliedBy(3L + flips)));
        steer(FROM_US, whole(EU));
        cycle();
        assertThat(world.share(FROM_US, EU)).as("it is tried for two minutes").isLessThan(BasisPoints.ONE);
        assertThat(tried().sharesOf(FROM_US).of(EU)).isEqualTo(BasisPoints.WHOLE);
        cycles(TRIAL);
        assertThat(world.share(FROM_US, EU)).isEqualTo(BasisPoints.ONE);
    }

    @Test
    void newLeaderHoldsAllThatWasHeld() {
        steady();
        steer(FROM_US, whole(EU));
        cycle();
        steer(FROM_AP, whole(EU));
        cycle();
        List<Canary> held = world.decided().alsoHeld();
        world.epoch = 2;
        edges = 0;
        cycle();
        assertThat(world.decided().alsoHeld()).isEqualTo(held);
        assertThat(world.share(FROM_AP, EU)).isLessThan(BasisPoints.ONE);
    }

    @Test
    void whateverOperatorsDoNoLargeChangeReachesEverybodyUntriedAndEachComesToItsEnd() {
        Seeded.cases(20_480, 30, random -> {
            SeveralChangesTest one = new SeveralChangesTest();
            one.smallChangesAreLargeOnes();
            one.untriedStory(random);
        });
    }

    private void untriedStory(SplittableRandom random) {
        places.add(OFFICE);
        steady();
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(4) == 0) {
                OriginId origin = OriginId.of(places.get(random.nextInt(places.size())));
                steer(origin, random.nextInt(5) == 0 ? null : anyShares(random));
            }
            Decision before = world.decided();
            Decision after = cycle();
            assertThat(untried(before, after)).as("cycle %d", i).isLessThan(SENSITIVE.canaryAbove() + 10);
        }
        cycles(8 * TRIAL);
        assertThat(world.decided().canary()).isNull();
        pins.forEach((origin, pin) ->
                assertThat(world.table().sharesOf(origin).shares()).isEqualTo(pin.shares()));
    }

    /** How much of all requests leaves regions by pins that no canary had, in basis points; the optimiser's steps are not held. */
    private long untried(Decision before, Decision after) {
        @Nullable Canary trial = before.canary();
        @Nullable RoutingTable table = trial == null ? null : trial.table();
        long moved = 0;
        long all = 0;
        for (RegionId place : places) {
            OriginId origin = OriginId.of(place);
            OriginShares now = after.table().sharesOf(origin);
            boolean pinned = pins.containsKey(origin);
            boolean tried = table != null && lost(table.sharesOf(origin), now) <= SENSITIVE.canaryAbove() / 2;
            long planned = Objects.requireNonNull(after.origins().get(origin)).plannedMilliRps();
            moved += tried || !pinned ? 0 : planned * lost(before.table().sharesOf(origin), now);
            all += planned;
        }
        return moved / all;
    }

    private static int lost(OriginShares from, OriginShares to) {
        return from.shares().keySet().stream()
                .mapToInt(region ->
                        Math.max(0, from.of(region).value() - to.of(region).value()))
                .sum();
    }

    private static SortedMap<RegionId, BasisPoints> anyShares(SplittableRandom random) {
        List<RegionId> all = List.of(AP, EU, US);
        int first = random.nextInt(3);
        int part = random.nextInt(1, 100) * 100;
        return shares(all.get(first), part, all.get((first + 1) % 3), BasisPoints.ONE - part);
    }
}
