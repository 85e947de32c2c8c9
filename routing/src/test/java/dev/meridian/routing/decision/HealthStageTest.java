package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.CYCLE;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.policy.HealthSettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthStageTest {
    /** A letter a cycle: g good, m middling, b bad by two witnesses, s bad by one alone, a dot silence. */
    @ParameterizedTest
    @CsvSource({
        "g, HEALTHY",
        "m, DEGRADED",
        ".,UNKNOWN",
        "gm, HEALTHY",
        "gmm, DEGRADED",
        "gmg, HEALTHY",
        "gmmgg, DEGRADED",
        "gmmggg, HEALTHY",
        "gbb, DEGRADED",
        "gbbb, DOWN",
        "gbbgbb, DEGRADED",
        "gsssssssss, DEGRADED",
        "bbb, DOWN",
        "bbbggggggggggg, DOWN",
        "bbbgggggggggggg, HEALTHY",
        "bbbgggggggggggmg, DOWN",
        "bbbggggggmgggggg, DOWN",
        "gbb.b, DOWN",
    })
    void stateFollowsFromCyclesInARow(String cycles, Health health) {
        assertThat(after(cycles).health()).isEqualTo(health);
    }

    @Test
    void scoreIsNothingIfAndOnlyIfDown() {
        assertThat(after("gbb").score()).isEqualTo(HealthStage.SCORE_STEP);
        assertThat(after("gsssssss").score()).isEqualTo(HealthStage.SCORE_STEP);
        assertThat(after("gbbb").score()).isZero();
        assertThat(after("g").score()).isEqualTo(10_000);
    }

    @Test
    void degradedScoreFallsAtOnceButRisesOnlyByTwoSteps() {
        Diagnosis degraded = next(next(null, 5_900, false), 5_900, false);
        assertThat(degraded.score()).isEqualTo(5_000);
        assertThat(next(degraded, 6_999, false).score()).isEqualTo(5_000);
        assertThat(next(degraded, 7_000, false).score()).isEqualTo(7_000);
        assertThat(next(degraded, 4_999, false).score()).isEqualTo(4_000);
        assertThat(next(degraded, 8_999, false).score()).isEqualTo(8_000);
        assertThat(next(degraded, 9_500, false).score()).isEqualTo(9_000);
    }

    @Test
    void silenceIsUnknownOnceTheLastEvidenceIsTooOldAndKeepsTheScore() {
        Diagnosis degraded = next(next(null, 5_000, false), 5_000, false);
        Instant justBefore = degraded.countedAt().plusMillis(59_999);
        assertThat(HealthStage.next(degraded, null, PolicySettings.DEFAULTS, justBefore))
                .isEqualTo(degraded);

        Diagnosis silent = HealthStage.next(degraded, null, PolicySettings.DEFAULTS, justBefore.plusMillis(1));
        assertThat(silent.health()).isEqualTo(Health.UNKNOWN);
        assertThat(silent.score()).isEqualTo(5_000);
        assertThat(silent.because()).isEqualTo("no fresh evidence, was DEGRADED");
    }

    @Test
    void downRegionStaysDownInSilence() {
        Diagnosis down = after("bbb");
        assertThat(HealthStage.next(down, null, PolicySettings.DEFAULTS, World.START.plus(Duration.ofDays(1)))
                        .health())
                .isEqualTo(Health.DOWN);
    }

    @Test
    void decidingMoreOftenThanTheCycleCountsNothingTwice() {
        World world = World.steady().kill(EU);
        world.decide();
        assertThat(world.state(EU).badCycles()).isEqualTo(1);
        for (int i = 0; i < 50; i++) {
            world.after(Duration.ofMillis(50));
        }
        assertThat(world.state(EU).badCycles()).isEqualTo(1);
        world.after(Duration.ofMillis(2_500));
        assertThat(world.state(EU).badCycles()).isEqualTo(2);
    }

    @Test
    void timerThatIsALittleEarlyStillCounts() {
        World world = World.steady().kill(EU);
        world.decide();
        world.after(CYCLE.minusMillis(20));
        world.after(CYCLE.minusMillis(20));

        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
    }

    @Test
    void sameReportIsNotCountedAgainHoweverOftenItIsLookedAt() {
        World world = World.steady().kill(EU);
        world.decide();
        for (int second = 1; second <= 30; second++) {
            Duration age = Duration.ofSeconds(second);
            world.silence(age);
            world.after(Duration.ofSeconds(1));
        }

        assertThat(world.state(EU).badCycles()).isEqualTo(1);
    }

    @Test
    void fastCyclesCountOnceAReportAndNotOnceACycle() {
        World world = World.steady().kill(EU);
        world.settings = settings(Duration.ofSeconds(1));
        // Reports every 5 s, decisions every second: each report is one cycle.
        for (int second = 0; second < 11; second++) {
            Duration age = Duration.ofSeconds(second % 5);
            world.reports.keySet().forEach(region -> world.reportAges.put(region, age));
            assertThat(world.after(Duration.ofSeconds(1)).states().get(EU))
                    .extracting(RegionState::badCycles)
                    .isEqualTo(second / 5 + 1);
        }
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
    }

    @Test
    void regionWhoseAgentIsDeadIsJudgedByTheOthers() {
        World world = World.steady();
        world.reportAges.put(EU, Duration.ofMinutes(2));
        world.cycles(5);
        assertThat(world.health(EU)).isEqualTo(Health.HEALTHY);

        world.peer(AP, EU, 0, 5).peer(US, EU, 0, 5);
        world.cycles(3);
        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
    }

    @Test
    void liveTrafficAndOneOtherWitnessCanEject() {
        World world = World.steady().peer(AP, EU, 0, 5).live(OriginId.of(US), EU, World.traffic(100, 100));
        world.inside(EU, 0, 3);
        world.cycles(3);

        assertThat(world.health(EU)).isEqualTo(Health.DOWN);
        assertThat(world.state(EU).because()).contains("live 100 % region faults of 100 attempts");
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 3", "3, 3", "12, 1", "12, 12"})
    void degradedRegionRecoversWhateverTheCyclesAreSetTo(int upAfter, int downAfter) {
        PolicySettings settings = settings(CYCLE, downAfter, upAfter);
        Diagnosis diagnosis = HealthStage.next(null, evidence('m'), settings, World.START);
        for (int cycle = 1; cycle <= downAfter; cycle++) {
            diagnosis =
                    HealthStage.next(diagnosis, evidence('g'), settings, World.START.plus(CYCLE.multipliedBy(cycle)));
        }

        assertThat(diagnosis.health()).isEqualTo(Health.HEALTHY);
    }

    private static PolicySettings settings(Duration cycle) {
        return PolicySettings.DEFAULTS.withCycle(cycle);
    }

    private static PolicySettings settings(Duration cycle, int downAfter, int upAfter) {
        HealthSettings defaults = HealthSettings.DEFAULTS;
        return settings(cycle)
                .with(new HealthSettings(
                        downAfter,
                        upAfter,
                        defaults.badBelow(),
                        defaults.goodFrom(),
                        defaults.ejectionWitnesses(),
                        defaults.providerIncidents()));
    }

    private static Diagnosis after(String cycles) {
        @Nullable Diagnosis diagnosis = null;
        Instant at = World.START;
        for (int i = 0; i < cycles.length(); i++) {
            diagnosis = HealthStage.next(diagnosis, evidence(cycles.charAt(i)), PolicySettings.DEFAULTS, at);
            at = at.plus(CYCLE);
        }
        if (diagnosis == null) {
            throw new AssertionError("no cycle");
        }
        return diagnosis;
    }

    private static @Nullable Evidence evidence(char cycle) {
        return switch (cycle) {
            case 'g' -> evidence(9_500, false);
            case 'm' -> evidence(7_000, false);
            case 'b' -> evidence(0, true);
            case 's' -> evidence(0, false);
            default -> null;
        };
    }

    private static Evidence evidence(int score, boolean agreedBad) {
        return new Evidence(score, agreedBad, agreedBad, false, Duration.ZERO, "score " + score);
    }

    private static Diagnosis next(@Nullable Diagnosis before, int score, boolean agreedBad) {
        Instant at = before == null ? World.START : before.countedAt().plus(CYCLE);
        return HealthStage.next(before, evidence(score, agreedBad), PolicySettings.DEFAULTS, at);
    }
}
