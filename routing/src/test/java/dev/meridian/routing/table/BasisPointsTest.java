package dev.meridian.routing.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasisPointsTest {
    @ParameterizedTest
    @CsvSource({"0,0.00 %", "1,0.01 %", "10,0.10 %", "99,0.99 %", "100,1.00 %", "3571,35.71 %", "10000,100.00 %"})
    void readsAsAPercentageWithTwoDecimals(int value, String text) {
        assertThat(new BasisPoints(value)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10_001, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void valuesOutOfRangeAreRefusedByNameAndLimit(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BasisPoints(value))
                .withMessage("basis points " + value + " must be 0 to 10000");
    }

    @Test
    void fractionAndOrderFollowTheValue() {
        assertThat(new BasisPoints(2_500).fraction()).isEqualTo(0.25);
        assertThat(BasisPoints.ZERO).isLessThan(BasisPoints.WHOLE);
        assertThat(BasisPoints.WHOLE.value()).isEqualTo(BasisPoints.ONE);
    }
}
