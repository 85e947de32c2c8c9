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
    void burstPassesAndThenSoManyASecond() {
        assertThat(taken(Allowance.BURST + 50)).isEqualTo(Allowance.BURST);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(taken(50)).isEqualTo(2 * Allowance.PER_SECOND);
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(taken(Allowance.BURST + 50)).isEqualTo(Allowance.BURST);
    }

    private long taken(int wanted) {
        return IntStream.range(0, wanted).filter(i -> allowance.take()).count();
    }
}
