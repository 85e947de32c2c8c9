package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.policy.TrustSettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustStageTest {
    @ParameterizedTest
    @CsvSource({"0,10000", "15000,10000", "15001,9999", "37500,5000", "59999,0", "60000,0", "86400000,0"})
    void trustIsFullUpTo15SecondsAndThenFallsLinearlyToNothingAt60(long ageMillis, int trust) {
        assertThat(TrustStage.trust(Duration.ofMillis(ageMillis), PolicySettings.DEFAULTS))
                .isEqualTo(trust);
    }

    @Test
    void longestPossibleAgeIsNoTrust() {
        assertThat(TrustStage.trust(Duration.ofSeconds(Long.MAX_VALUE), PolicySettings.DEFAULTS))
                .isZero();
    }

    @Test
    void mostSendersFallingSilentTogetherFreezesTheTable() {
        World world = World.steady();
        int version = (int) world.table().version().version();
        // Two of three agents are silent, and the one that is left finds all others dead: it is alone, not they.
        world.reportAges.put(AP, Duration.ofSeconds(20));
        world.reportAges.put(EU, Duration.ofSeconds(20));
        world.peer(US, AP, 0, 5).peer(US, EU, 0, 5).inside(AP, 0, 3);
        world.cycles(20);

        assertThat(world.table().version().version()).isEqualTo(version);
        assertThat(world.health(AP)).isEqualTo(Health.HEALTHY);
        assertThat(world.decided().alarms()).singleElement().asString().startsWith("2 of 3 senders fell silent");
    }

    @Test
    void frozenTableStillObeysOperators() {
        World world = World.steady();
        world.silence(Duration.ofSeconds(30)).drain(US, DrainMode.EMERGENCY).weight(AP, 100, true);
        world.cycles(1);

        assertThat(world.share(US)).isZero();
        assertThat(world.share(AP)).isEqualTo(5000);
    }

    @Test
    void frozenRampWaitsAndThenGoesOnFromItsDial() {
        World world = World.steady().drain(US, DrainMode.EMERGENCY);
        world.cycles(2);
        world.drains.clear();
        world.after(Duration.ofSeconds(5));
        world.after(Duration.ofSeconds(60));
        int dial = world.state(US).dial().value();
        world.silence(Duration.ofSeconds(20));
        world.after(Duration.ofSeconds(5));
        world.after(Duration.ofMinutes(10));
        assertThat(world.state(US).dial().value()).isEqualTo(dial).isBetween(3000, 4000);

        world.reportAges.clear();
        world.after(Duration.ofSeconds(5));
        assertThat(world.state(US).dial().value()).isEqualTo(dial);
        world.after(Duration.ofMinutes(3));
        assertThat(world.health(US)).isEqualTo(Health.HEALTHY);
    }

    @Test
    void halfOfTheSendersIsNotMost() {
        World world = World.steady();
        world.live(new OriginId("us-west-2"), EU, World.traffic(50, 0));
        world.reportAges.put(AP, Duration.ofSeconds(50));
        world.reportAges.put(EU, Duration.ofSeconds(50));
        world.cycles(1);

        assertThat(world.decided().alarms()).isEmpty();
    }

    @Test
    void tableStaysFrozenForAsLongAsNobodyIsHeard() {
        World world = refusing();
        Decision before = world.decided();
        OriginId from = OriginId.of(US);
        for (int minutes = 1; minutes <= 30; minutes++) {
            world.silence(Duration.ofMinutes(minutes));
            world.after(Duration.ofMinutes(1));
            assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.endsWith("only operators move the table"));
        }

        assertThat(world.table().origins()).isEqualTo(before.table().origins());
        assertThat(world.shed(from)).isGreaterThan(1_000);
        assertThat(world.health(US)).as("and nobody knows").isEqualTo(Health.UNKNOWN);
        assertThat(world.state(AP).traffic().admitted().value()).isLessThan(10_000);
        assertThat(world.decided().states())
                .allSatisfy((region, state) -> assertThat(state.traffic().admitted())
                        .isEqualTo(Objects.requireNonNull(before.states().get(region))
                                .traffic()
                                .admitted()));
        assertThat(world.decided().alarms())
                .contains("no agent and no edge is heard: the network or the controller is at fault, only operators"
                        + " move the table");
        world.weight(AP, 0, true).decide();
        assertThat(world.share(AP)).as("operators are obeyed").isZero();
    }

    @Test
    void controllerThatHasOnlyBegunToLeadChangesNothingAndComplainsOfNobody() {
        World world = refusing();
        var before = world.table();
        world.reports.clear();
        world.observations.clear();
        world.after(Duration.ofSeconds(5));
        assertThat(world.table()).isSameAs(before);
        assertThat(world.decided().alarms()).noneMatch(alarm -> alarm.contains("heard"));

        world.after(Duration.ofSeconds(20));
        assertThat(world.table()).isSameAs(before);
        assertThat(world.decided().alarms()).anyMatch(alarm -> alarm.startsWith("no agent and no edge is heard"));
    }

    @Test
    void installationThatNobodyEverReportedToIsNotFrozen() {
        World world = new World();
        Pin pin = new Pin(new TreeMap<>(Map.of(EU, BasisPoints.WHOLE)), "test", "alice", world.now.plusSeconds(60));
        world.steering = new Steering(null, new TreeMap<>(Map.of(OriginId.of(US), pin)), SafetyRules.DEFAULTS);
        world.cycles(2);
        assertThat(world.share(OriginId.of(US), EU)).isEqualTo(10_000);

        world.after(Duration.ofMinutes(2));
        world.cycles(100);
        assertThat(world.share(OriginId.of(US), EU))
                .as("but for what is not worth a move")
                .isLessThan(4_000);
        assertThat(world.decided().alarms()).isEmpty();
    }

    @Test
    void whereNoSilenceIsToFreezeTheTableNeitherDoesThatOfAll() {
        World world = World.steady();
        world.settings = world.settings.with(
                new TrustSettings(TrustSettings.DEFAULTS.trustFull(), TrustSettings.DEFAULTS.trustGone(), 10_000));
        world.silence(Duration.ofMinutes(6)).after(Duration.ofMinutes(6));

        assertThat(world.health(US)).isEqualTo(Health.UNKNOWN);
        assertThat(world.decided().alarms()).isEmpty();
    }

    /** One region is dead, another one refuses half, and what is asked for is more than the rest can serve. */
    private static World refusing() {
        World world = World.healthy();
        List.of(US, EU, AP).forEach(region -> world.capacities.put(region, 100));
        OriginId from = OriginId.of(US);
        for (int i = 0; i < 40; i++) {
            world.demand(from, 250).after(World.CYCLE);
        }
        world.kill(EU);
        for (int i = 0; i < 40; i++) {
            world.demand(from, 250);
            world.live(from, AP, new RegionTraffic(500, 500, 0, 0, 100, LatencyHistogram.empty()));
            world.after(World.CYCLE);
        }
        return world;
    }

    @Test
    void senderThatIsSilentForFiveMinutesIsNoLongerMissed() {
        World world = World.steady();
        world.reportAges.put(AP, Duration.ofMinutes(5));
        world.reportAges.put(EU, Duration.ofMinutes(5));
        world.cycles(1);

        assertThat(world.decided().alarms()).isEmpty();
    }
}
