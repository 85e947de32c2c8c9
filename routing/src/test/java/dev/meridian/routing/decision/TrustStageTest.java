package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import java.time.Duration;
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
    void senderThatIsSilentForFiveMinutesIsNoLongerMissed() {
        World world = World.steady();
        world.reportAges.put(AP, Duration.ofMinutes(5));
        world.reportAges.put(EU, Duration.ofMinutes(5));
        world.cycles(1);

        assertThat(world.decided().alarms()).isEmpty();
    }
}
