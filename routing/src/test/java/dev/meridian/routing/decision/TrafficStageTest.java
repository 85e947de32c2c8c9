package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.PolicySettings;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrafficStageTest {
    private static final long BELIEVED = 200_000;
    private static final Instant AT = World.START;

    private TrafficMemory memory = TrafficMemory.none(AT);

    @Test
    void aBurstThatIsOverInACycleCutsNothing() {
        hear(1_000, 100, 180_000);
        assertThat(memory.admitted().value()).isEqualTo(10_000);
        hear(1_000, 0, 200_000);
        hear(1_000, 100, 180_000);
        assertThat(memory.admitted().value()).isEqualTo(10_000);
    }

    @Test
    void aRegionThatGoesOnRefusingIsCutToWhatItServes() {
        for (int i = 0; i < 20; i++) {
            hear(500, 350, 60_000);
        }
        assertThat(memory.admitted().value()).isEqualTo(3_000);
    }

    @Test
    void whatItServesIsComparedWithWhatIsBelievedAndNotWithTheMostOfLate() {
        for (int i = 0; i < 30; i++) {
            hear(1_000, 0, 100_000);
        }
        for (int i = 0; i < 20; i++) {
            hear(500, 350, 60_000);
        }
        assertThat(memory.admitted().value()).isEqualTo(3_000);
    }

    @Test
    void theWayBackIsInProportion() {
        for (int i = 0; i < 30; i++) {
            hear(500, 450, 20_000);
        }
        assertThat(memory.admitted().value()).isEqualTo(1_000);
        hear(100, 0, 20_000);
        assertThat(memory.admitted().value()).isEqualTo(1_020);
        for (int i = 0; i < 120; i++) {
            hear(100, 0, 20_000);
        }
        assertThat(memory.admitted().value()).isEqualTo(10_000);
    }

    @Test
    void aMomentsRateProvesNothing() {
        for (int i = 0; i < 40; i++) {
            hear(1_000, 0, 160_000);
        }
        hear(2_000, 0, 320_000);
        assertThat(memory.provenMilliRps()).isLessThan(180_000);
        for (int i = 0; i < 40; i++) {
            hear(2_000, 0, 320_000);
        }
        assertThat(memory.provenMilliRps()).isCloseTo(320_000, within(5_000L));
    }

    private void hear(long attempts, long limited, long goodMilliRps) {
        memory = TrafficStage.next(
                memory,
                new LiveTraffic(attempts, 0, limited, goodMilliRps),
                goodMilliRps,
                LatencyHistogram.empty(),
                BELIEVED,
                World.CYCLE,
                World.CYCLE,
                PolicySettings.DEFAULTS,
                AT);
    }
}
