package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.CYCLE;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two edges an origin, which obey in the middle of an interval; those that try a table fail at {@code badRegion}. */
class CanaryStageTest {
    private static final OriginId FROM_US = OriginId.of(US);
    private static final RegionId OFFICE = new RegionId("office");
    private static final int REQUESTS = 100;

    private final World world = World.healthy();
    private final List<RegionId> places = new ArrayList<>(List.of(AP, EU, US));
    private int edges = 2;
    private final Map<String, RoutingTable> ran = new HashMap<>();
    private @Nullable RegionId badRegion;
    private Duration observationAge = Duration.ZERO;

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
        world.settings =
                world.settings.with(new CanarySettings(1_000, Duration.ofSeconds(30), Duration.ofMinutes(10), 50));
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
        world.settings =
                world.settings.with(new CanarySettings(1_000, Duration.ofSeconds(30), Duration.ofMinutes(10), 50));
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
        world.silence(Duration.ofSeconds(20));
        observationAge = Duration.ofSeconds(20);
        cycles(10);

        assertThat(canary().until()).isAfter(until);
        assertThat(world.share(FROM_US, EU)).isLessThan(BasisPoints.ONE);
    }

    private void steady() {
        cycles(3);
    }

    private void cycles(int count) {
        for (int i = 0; i < count; i++) {
            cycle();
        }
    }

    /** A decision from what the edges saw since the one before. */
    private Decision cycle() {
        Inputs inputs = world.inputs();
        Inputs observed = new Inputs(
                inputs.epoch(),
                inputs.regions(),
                inputs.intents(),
                inputs.residency(),
                inputs.steering(),
                inputs.drains(),
                inputs.reports(),
                observations(),
                inputs.previous());
        world.last = RoutingPolicy.decide(observed, world.settings, world.now);
        world.now = world.now.plus(CYCLE);
        return world.last;
    }

    private List<Received<EdgeObservation>> observations() {
        List<Received<EdgeObservation>> all = new ArrayList<>();
        for (RegionId place : places) {
            for (int i = 0; i < edges; i++) {
                all.add(new Received<>(observation(OriginId.of(place), "edge-" + i), observationAge));
            }
        }
        return all;
    }

    private EdgeObservation observation(OriginId origin, String name) {
        SortedMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        Decision last = world.last;
        if (last == null) {
            return new EdgeObservation(
                    origin, new Sender(name, "boot", 1), CYCLE, TableVersion.NONE, 0, regions, new TreeMap<>());
        }
        Canary canary = last.canary();
        boolean tries = canary != null && canary.isTriedOn(origin, name);
        RoutingTable table = tries ? Objects.requireNonNull(canary).table() : last.table();
        Objects.requireNonNull(table);
        @Nullable RoutingTable before = ran.put(origin + "/" + name, table);
        for (RoutingTable half : List.of(before == null ? table : before, table)) {
            boolean fails = tries && half.equals(table);
            half.sharesOf(origin).shares().forEach((region, share) -> {
                long requests = Math.round(REQUESTS / 2.0 * share.fraction());
                RegionTraffic more = World.traffic(requests, fails && region.equals(badRegion) ? requests : 0);
                regions.merge(region, more, CanaryStageTest::plus);
            });
        }
        return new EdgeObservation(
                origin, new Sender(name, "boot", 1), CYCLE, table.version(), 0, regions, new TreeMap<>());
    }

    private static RegionTraffic plus(RegionTraffic one, RegionTraffic other) {
        return World.traffic(one.attempts() + other.attempts(), one.regionFaults() + other.regionFaults());
    }

    private void pinAllTo(RegionId region) {
        SortedMap<RegionId, BasisPoints> all = new TreeMap<>();
        all.put(region, BasisPoints.WHOLE);
        pinAll(all);
    }

    private void pinAll(SortedMap<RegionId, BasisPoints> shares) {
        pin(List.of(AP, EU, US), shares);
    }

    private void pin(List<RegionId> from, SortedMap<RegionId, BasisPoints> shares) {
        SortedMap<OriginId, Pin> pins = new TreeMap<>();
        for (RegionId place : from) {
            pins.put(OriginId.of(place), new Pin(shares, "by mistake", "alice", world.now.plus(Duration.ofHours(2))));
        }
        world.steering = new Steering(null, pins, SafetyRules.DEFAULTS);
    }

    private static SortedMap<RegionId, BasisPoints> shares(RegionId one, int part, RegionId other, int rest) {
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        shares.put(one, new BasisPoints(part));
        shares.put(other, new BasisPoints(rest));
        return shares;
    }

    private Canary canary() {
        return Objects.requireNonNull(world.decided().canary());
    }

    private RoutingTable tried() {
        return Objects.requireNonNull(canary().table());
    }
}
