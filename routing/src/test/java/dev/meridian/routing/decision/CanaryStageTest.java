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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two edges an origin, which obey; those that try a table fail at {@code badRegion}. */
class CanaryStageTest {
    private static final OriginId FROM_US = OriginId.of(US);
    private static final int REQUESTS = 100;

    private final World world = World.healthy();
    private int edges = 2;
    private @Nullable RegionId badRegion;

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
        cycles(3);

        assertThat(canary().withdrawn()).contains("ap-southeast-1/edge-0", "100.00 % of 100", "0.00 % of");
        assertThat(world.table().saysTheSameAs(before)).isTrue();
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
        cycles(3);
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
        for (RegionId place : List.of(AP, EU, US)) {
            for (int i = 0; i < edges; i++) {
                all.add(new Received<>(observation(OriginId.of(place), "edge-" + i), Duration.ZERO));
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
        Objects.requireNonNull(table).sharesOf(origin).shares().forEach((region, share) -> {
            long requests = Math.round(REQUESTS * share.fraction());
            regions.put(region, World.traffic(requests, tries && region.equals(badRegion) ? requests : 0));
        });
        return new EdgeObservation(
                origin, new Sender(name, "boot", 1), CYCLE, table.version(), 0, regions, new TreeMap<>());
    }

    private void pinAllTo(RegionId region) {
        SortedMap<RegionId, BasisPoints> all = new TreeMap<>();
        all.put(region, BasisPoints.WHOLE);
        SortedMap<OriginId, Pin> pins = new TreeMap<>();
        for (RegionId place : List.of(AP, EU, US)) {
            pins.put(OriginId.of(place), new Pin(all, "by mistake", "alice", world.now.plus(Duration.ofHours(2))));
        }
        world.steering = new Steering(null, pins, SafetyRules.DEFAULTS);
    }

    private Canary canary() {
        return Objects.requireNonNull(world.decided().canary());
    }

    private RoutingTable tried() {
        return Objects.requireNonNull(canary().table());
    }
}
