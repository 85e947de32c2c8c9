package dev.meridian.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void nothingMeansTheLiveViewWithoutEnd() {
        assertThat(Options.parse(List.of()))
                .isEqualTo(new Options(false, Duration.ZERO, false, Options.DEFAULT_RATE, false));
    }

    @Test
    void everyOptionIsRead() {
        assertThat(Options.parse(List.of("--story", "--plain", "--seconds", "30", "--rate=2.5")))
                .isEqualTo(new Options(true, Duration.ofSeconds(30), true, 2.5, false));
    }

    @Test
    void theUsageSaysHowLargeATerminalIsWanted() {
        assertThat(Options.USAGE).contains("100 columns by 40 rows").contains("--plain prints");
    }

    @Test
    void anUnknownArgumentIsNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("--storey")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown argument --storey");
    }

    @Test
    void aNumberOutOfItsRangeIsNamedWithItsRange() {
        assertThatThrownBy(() -> Options.parse(List.of("--rate", "1000")))
                .hasMessage("--rate 1000 must be a number from 1 to 100");
        assertThatThrownBy(() -> Options.parse(List.of("--seconds=soon")))
                .hasMessage("--seconds soon must be a number from 1 to 86400");
        assertThatThrownBy(() -> Options.parse(List.of("--rate"))).hasMessage("--rate needs a number");
    }
}
