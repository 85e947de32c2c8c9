package dev.meridian.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.geography.Geography;
import org.junit.jupiter.api.Test;

class KillsTest {
    private final Kills kills = new Kills();

    @Test
    void aRequestUnderWayInTheKilledEdgeIsExplained() {
        kills.sending(Geography.EU, 100);
        kills.gone(Geography.EU, 110);
        assertThat(kills.explains(Geography.EU, 90, 105)).isTrue();
        assertThat(kills.explains(Geography.EU, 105, 120)).isTrue();
    }

    @Test
    void aRequestThatFailedBeforeTheKillIsNot() {
        kills.sending(Geography.EU, 100);
        kills.gone(Geography.EU, 110);
        assertThat(kills.explains(Geography.EU, 90, 99)).isFalse();
    }

    @Test
    void aRequestThatBeganAfterTheKillIsNot() {
        kills.sending(Geography.EU, 100);
        kills.gone(Geography.EU, 110);
        assertThat(kills.explains(Geography.EU, 110, 120)).isFalse();
        assertThat(kills.goneBefore(Geography.EU, 110)).isTrue();
    }

    @Test
    void anotherRegionsKillExplainsNothing() {
        kills.sending(Geography.EU, 100);
        kills.gone(Geography.EU, 110);
        assertThat(kills.explains(Geography.US, 90, 105)).isFalse();
        assertThat(kills.goneBefore(Geography.US, 200)).isFalse();
    }

    @Test
    void whileTheSignalIsUnderWayNothingIsGoneYet() {
        kills.sending(Geography.EU, 100);
        assertThat(kills.explains(Geography.EU, 104, 105)).isTrue();
        assertThat(kills.goneBefore(Geography.EU, 104)).isFalse();
    }
}
