package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    @Test
    void fullOutageGetsAHundredRepetitionsAndNoMore() {
        int repetitions = 0;
        while (budget.repeat(false)) {
            repetitions++;
        }
        assertThat(repetitions).isEqualTo(100);
        assertThat(budget.moveOn(false)).isFalse();
    }

    @Test
    void timeoutCostsTwice() {
        assertThat(budget.repeat(true)).isTrue();
        assertThat(budget.moveOn(true)).isTrue();
        assertThat(budget.tokens()).isEqualTo(RetryBudget.CAPACITY - 12);
    }

    @Test
    void movingOnThatLeadsToSuccessGoesOnForEver() {
        for (int i = 0; i < 10 * RetryBudget.CAPACITY; i++) {
            assertThat(budget.moveOn(false)).isTrue();
            budget.success();
        }
        budget.success();
        assertThat(budget.tokens()).isEqualTo(RetryBudget.CAPACITY);
    }
}
