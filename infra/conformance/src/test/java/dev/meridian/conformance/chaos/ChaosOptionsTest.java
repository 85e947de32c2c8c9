package dev.meridian.conformance.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChaosOptionsTest {
    @Test
    void seedAndTimeAreTaken() {
        ChaosOptions options = ChaosOptions.parse(List.of("failover", "--minutes=2", "--seed", "7"));
        assertThat(options.run()).isEqualTo(ChaosOptions.Run.FAILOVER);
        assertThat(options.time()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.seed()).isEqualTo(7);
        assertThat(ChaosOptions.parse(List.of("region-loss", "--rate", "50")).perSecond())
                .isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "everything             | it is failover, region-loss or kills",
                "failover --minutes 0   | --minutes \"0\" must be a number from 1 to 120",
                "failover --seed        | --seed needs a value",
                "failover --rate 10     | unknown argument --rate",
                "kills --n 0            | --n \"0\" must be a number from 1 to 100000",
                "region-loss --rate x   | --rate \"x\" must be a number from 10 to 2000",
            })
    void wrongArgumentIsNamed(String arguments, String message) {
        assertThatThrownBy(() -> ChaosOptions.parse(List.of(arguments.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
