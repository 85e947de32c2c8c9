package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.CYCLE;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.START;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.policy.RampSettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RampStageTest {
    @ParameterizedTest
    @CsvSource({"0,500", "9,500", "10,1000", "90,5000", "170,9000", "179,9500", "180,10000", "9999,10000"})
    void rampRisesFrom5PercentInStepsOver3Minutes(long second, int dial) {
        RegionState recovering = state(Health.RECOVERING, 10_000, 500);
        RegionState next = next(recovering, Health.HEALTHY, null, second);

        assertThat(next.dial().value()).isEqualTo(dial);
        assertThat(next.health()).isEqualTo(dial == 10_000 ? Health.HEALTHY : Health.RECOVERING);
    }

    @ParameterizedTest
    @CsvSource({"-5,10000", "0,10000", "1,10000", "3,9500", "30,5000", "59,500", "60,0", "9999,0"})
    void gracefulDrainFallsInStepsOverAMinute(long second, int dial) {
        RegionState next =
                next(state(Health.HEALTHY, 10_000, 10_000), Health.HEALTHY, drain(DrainMode.GRACEFUL), second);

        assertThat(next.dial().value()).isEqualTo(dial);
        assertThat(next.health()).isEqualTo(dial == 0 ? Health.DRAINED : Health.DRAINING);
    }

    @Test
    void drainThatTheClockWasSetBackBeforeBeginsAtOnce() {
        RegionState begun =
                next(state(Health.HEALTHY, 10_000, 10_000), Health.HEALTHY, drain(DrainMode.GRACEFUL), -9_000);
        RegionState later = next(begun, Health.HEALTHY, drain(DrainMode.GRACEFUL), -9_000 + 30);

        assertThat(later.dial().value()).isEqualTo(5_000);
        assertThat(later.health()).isEqualTo(Health.DRAINING);
    }

    @Test
    void emergencyDrainAndDownFallAtOnce() {
        RegionState healthy = state(Health.HEALTHY, 10_000, 10_000);

        assertThat(next(healthy, Health.HEALTHY, drain(DrainMode.EMERGENCY), 0).dial())
                .isEqualTo(BasisPoints.ZERO);
        assertThat(next(healthy, Health.DOWN, null, 0).dial()).isEqualTo(BasisPoints.ZERO);
        assertThat(next(healthy, Health.DOWN, drain(DrainMode.GRACEFUL), 0).health())
                .isEqualTo(Health.DRAINED);
    }

    @Test
    void drainNeverRaisesARampingRegion() {
        RegionState recovering = state(Health.RECOVERING, 10_000, 2_000);

        assertThat(next(recovering, Health.HEALTHY, drain(DrainMode.GRACEFUL), 10)
                        .dial()
                        .value())
                .isLessThanOrEqualTo(2_000);
    }

    @Test
    void regionThatIsLetGoHalfwayRampsFromWhereItIs() {
        RegionState next = next(state(Health.DRAINING, 10_000, 6_000), Health.HEALTHY, null, 0);

        assertThat(next.dial().value()).isEqualTo(6_000);
        assertThat(next.health()).isEqualTo(Health.RECOVERING);
    }

    @Test
    void silentRegionsDialIsHeldButEnoughToBeSeen() {
        assertThat(next(state(Health.RECOVERING, 10_000, 4_000), Health.UNKNOWN, null, 100)
                        .dial()
                        .value())
                .isEqualTo(4_000);
        assertThat(next(state(Health.DRAINED, 10_000, 0), Health.UNKNOWN, null, 100)
                        .dial()
                        .value())
                .isEqualTo(500);
    }

    @Test
    void expiredDrainRampsAndNeverJumps() {
        World world = World.steady();
        world.drains.add(new Drain(
                "d", US, DrainMode.EMERGENCY, "test", "alice", world.now, world.now.plus(Duration.ofMinutes(10))));
        world.decide();
        world.after(Duration.ofMinutes(9).plusSeconds(59));
        assertThat(world.share(US)).isZero();
        world.after(Duration.ofSeconds(1));
        assertThat(world.health(US)).isEqualTo(Health.RECOVERING);
        assertThat(world.share(US)).isBetween(1, 300);
        world.after(Duration.ofSeconds(90));
        assertThat(world.share(US)).isBetween(2_000, 2_500);
        world.after(Duration.ofSeconds(90));
        assertThat(world.share(US)).isEqualTo(3571);
    }

    @Test
    void rampIsSomeTwentyTablesHoweverOftenItIsDecided() {
        World world = World.steady().drain(US, DrainMode.EMERGENCY);
        world.decide();
        world.drains.clear();
        long version = world.table().version().version();
        for (int i = 0; i < 400; i++) {
            world.after(Duration.ofMillis(500));
        }

        assertThat(world.health(US)).isEqualTo(Health.HEALTHY);
        assertThat(world.table().version().version() - version).isBetween(15L, 21L);
    }

    @Test
    void strictestOfSeveralDrainsDecides() {
        World world = World.steady().drain(US, DrainMode.GRACEFUL).drain(US, DrainMode.EMERGENCY);
        world.decide();
        assertThat(world.share(US)).isZero();

        world.drains.remove(1);
        world.decide();
        assertThat(world.share(US)).isZero();
    }

    @Test
    void regionThatWasDownWhenItWasDrainedIsStillDownAfterwards() {
        World world = World.steady().kill(EU);
        world.cycles(3);
        world.drain(EU, DrainMode.GRACEFUL);
        world.cycles(2);
        assertThat(world.health(EU)).isEqualTo(Health.DRAINED);
        world.drains.clear();
        world.cycles(1);
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
    }

    @Test
    void regionThatDiesWhileItDrainsGetsNothingAtOnce() {
        World world = World.steady();
        world.drains.add(new Drain(
                "d", EU, DrainMode.GRACEFUL, "test", "alice", world.now, world.now.plus(Duration.ofHours(1))));
        world.kill(EU);
        world.cycles(3);

        assertThat(world.health(EU)).isEqualTo(Health.DRAINED);
        assertThat(world.share(EU)).isZero();
        assertThat(world.now).isBefore(START.plus(Duration.ofMinutes(1)));
    }

    @Test
    void regionThatJoinsLaterRampsOnceItIsSeen() {
        World world = World.steady();
        World larger = new World();
        larger.intents.remove(AP);
        larger.reports.putAll(world.reports);
        larger.reports.remove(AP);
        larger.cycles(2);
        larger.intents.put(AP, world.intents.get(AP));
        larger.reports.put(AP, world.reports.get(AP));
        larger.after(CYCLE);

        assertThat(larger.health(AP)).isEqualTo(Health.RECOVERING);
        assertThat(larger.share(AP)).isBetween(1, 250);
        larger.after(Duration.ofMinutes(3));
        assertThat(larger.share(AP)).isEqualTo(2858);
    }

    private static RegionState state(Health health, int score, int dial) {
        return new RegionState(
                health,
                START,
                new BasisPoints(score),
                new BasisPoints(dial),
                START,
                0,
                0,
                START,
                "test",
                Flap.none(START),
                TrafficMemory.none(START),
                BasisPoints.ZERO);
    }

    private static Drain drain(DrainMode mode) {
        return new Drain("d", US, mode, "upgrade", "alice", START, START.plus(Duration.ofHours(4)));
    }

    private static RegionState next(RegionState before, Health health, @Nullable Drain drain, long second) {
        int score = health == Health.DOWN ? 0 : BasisPoints.ONE;
        Diagnosis diagnosis = new Diagnosis(health, score, 0, 0, START, "test", Flap.none(START), false);
        return RampStage.next(
                before,
                diagnosis,
                TrafficMemory.none(START),
                drain,
                Feedback.Signal.WELL,
                RampSettings.DEFAULTS,
                START.plusSeconds(second));
    }
}
