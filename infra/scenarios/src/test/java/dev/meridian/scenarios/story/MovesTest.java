package dev.meridian.scenarios.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MovesTest {
    @Test
    void countsARampAsOneMove() {
        assertThat(Moves.count(new double[] {33, 33, 34, 36, 40, 40, 55})).isEqualTo(1);
    }

    @Test
    void countsThereAndBackAsTwo() {
        assertThat(Moves.count(new double[] {33, 20, 0, 0, 0, 10, 33})).isEqualTo(2);
    }

    @Test
    void countsNothingUnderTwoPoints() {
        assertThat(Moves.count(new double[] {33, 34, 33, 34.5, 33, 32.9})).isZero();
    }
}
