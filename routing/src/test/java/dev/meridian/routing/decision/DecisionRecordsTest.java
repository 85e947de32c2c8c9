package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionRecordsTest {
    @Test
    void defaultsAreThoseOfTheDesign() {
        PolicySettings defaults = PolicySettings.DEFAULTS;

        assertThat(defaults.trustFull()).isEqualTo(Duration.ofSeconds(15));
        assertThat(defaults.trustGone()).isEqualTo(Duration.ofSeconds(60));
        assertThat(defaults.downAfter()).isEqualTo(3);
        assertThat(defaults.upAfter()).isEqualTo(12);
        assertThat(defaults.badBelow()).isEqualTo(2_500);
        assertThat(defaults.rampStart()).isEqualTo(500);
        assertThat(defaults.rampDuration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(defaults.cycle()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|60000|3|12|2500|9000|500|180000|60000|5000|trustFull PT0S must be PT0.001S to PT1H",
                "15000|14999|3|12|2500|9000|500|180000|60000|5000|trustGone PT14.999S must be PT15S to PT1H",
                "15000|3600001|3|12|2500|9000|500|180000|60000|5000|trustGone PT1H0.001S must be PT15S to PT1H",
                "15000|60000|0|12|2500|9000|500|180000|60000|5000|downAfter 0 must be 1 to 1000",
                "15000|60000|3|1001|2500|9000|500|180000|60000|5000|upAfter 1001 must be 1 to 1000",
                "15000|60000|3|12|0|9000|500|180000|60000|5000|badBelow 0 must be 1 to 10000",
                "15000|60000|3|12|2500|2499|500|180000|60000|5000|goodFrom 2499 must be 2500 to 10000",
                "15000|60000|3|12|2500|9000|0|180000|60000|5000|rampStart 0 must be 1 to 10000",
                "15000|60000|3|12|2500|9000|500|-1|60000|5000|rampDuration PT-0.001S must be PT0S to PT24H",
                "15000|60000|3|12|2500|9000|500|180000|86400001|5000|drainDuration PT24H0.001S must be PT0S to PT24H",
                "15000|60000|3|12|2500|9000|500|180000|60000|0|cycle PT0S must be PT0.001S to PT10M",
            })
    void settingsOutOfRangeAreRefusedByNameAndLimit(
            long full,
            long gone,
            int down,
            int up,
            int bad,
            int good,
            int ramp,
            long rampMillis,
            long drainMillis,
            long cycle,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicySettings(
                        Duration.ofMillis(full),
                        Duration.ofMillis(gone),
                        down,
                        up,
                        bad,
                        good,
                        ramp,
                        Duration.ofMillis(rampMillis),
                        Duration.ofMillis(drainMillis),
                        Duration.ofMillis(cycle)))
                .withMessage(message);
    }

    @Test
    void inputsRefuseBadValuesByNameAndLimit() {
        Inputs good = World.healthy().inputs();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Inputs(0, good.regions(), good.intents(), List.of(), List.of(), List.of(), null))
                .withMessage("epoch 0 must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Inputs(1, new TreeMap<>(), new TreeMap<>(), List.of(), List.of(), List.of(), null))
                .withMessage("0 regions, there must be 1 to 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Inputs(1, good.regions(), new TreeMap<>(), List.of(), List.of(), List.of(), null))
                .withMessage("intents are of [], they must be of [ap-southeast-1, eu-west-1, us-west-2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Received<>("message", Duration.ofNanos(-1)))
                .withMessage("age PT-0.000000001S must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegionState(
                        Health.HEALTHY, World.START, BasisPoints.WHOLE, BasisPoints.WHOLE, -1, 0, World.START, ""))
                .withMessage("badCycles -1 and goodCycles 0 must not be negative");
    }
}
