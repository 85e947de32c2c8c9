package dev.meridian.controller.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AllowanceTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Allowance allowance = new Allowance(nanos::get);

    @Test
    void burstPassesAndThenOneInEachTime() {
        assertThat(taken(Allowance.BURST + 50)).isEqualTo(Allowance.BURST);
        nanos.addAndGet(2 * Allowance.EACH.toNanos());
        assertThat(taken(50)).isEqualTo(2);
        nanos.addAndGet(Duration.ofDays(9).toNanos());
        assertThat(taken(Allowance.BURST + 50)).isEqualTo(Allowance.BURST);
    }

    @Test
    void dayOfNoiseIsSomeHundreds() {
        long day = taken(Allowance.BURST);
        for (int second = 0; second < Duration.ofDays(1).toSeconds(); second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            day += taken(10);
        }
        assertThat(day).isEqualTo(Allowance.BURST + 720);
    }

    @Test
    void whatDoesNotPassIsSaidByTheNextThatDoes() {
        taken(Allowance.BURST + 50);
        nanos.addAndGet(2 * Allowance.EACH.toNanos());

        assertThat(allowance.take()).isEqualTo(50);
        allowance.giveBack(51);
        assertThat(allowance.take()).isEqualTo(51);
        assertThat(allowance.take()).isEqualTo(Allowance.NO);
    }

    @Test
    void refusalSaysHowManyWereNotTold() {
        assertThat(Refusals.why(401, 0, "the token is not known", false))
                .isEqualTo("status 401: the token is not known");
        assertThat(Refusals.why(409, 51, "no region left", true))
                .isEqualTo("status 409 (after 51 of this role that are not told): no region left, dry run");
    }

    private long taken(int wanted) {
        return IntStream.range(0, wanted)
                .filter(i -> allowance.take() != Allowance.NO)
                .count();
    }
}
