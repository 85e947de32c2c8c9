package dev.meridian.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.openai.RateStanding;
import dev.meridian.edge.settings.ClientKey;
import dev.meridian.edge.settings.RateSettings;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final ClientKey SHARING = new ClientKey("sharing", null);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicReference<@Nullable RateSettings> shared = new AtomicReference<>(new RateSettings(1_000, 100));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RateLimits limits = new RateLimits(shared::get, registry, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void burstComesAtOnceAndThenTheRate() {
        assertThat(granted(SHARING, 200)).isEqualTo(100);
        assertThat(exceeded(SHARING).waitNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(60));
        pass(59);
        assertThat(granted(SHARING, 1)).isZero();
        pass(1);
        assertThat(granted(SHARING, 2)).isEqualTo(1);
        pass(1_000);
        assertThat(granted(SHARING, 100)).isBetween(16, 17);
        pass(60_000);
        assertThat(granted(SHARING, 200)).isEqualTo(100);
    }

    @Test
    void standingCountsDownFromTheBurst() {
        ClientKey own = new ClientKey("own", new RateSettings(60, 3));
        assertThat(standing(own)).isEqualTo(new RateStanding(3, 2, TimeUnit.SECONDS.toNanos(1)));
        assertThat(standing(own)).isEqualTo(new RateStanding(3, 1, TimeUnit.SECONDS.toNanos(2)));
        pass(500);
        assertThat(standing(own)).isEqualTo(new RateStanding(3, 0, TimeUnit.MILLISECONDS.toNanos(2_500)));
        RateAnswer.Exceeded exceeded = exceeded(own);
        assertThat(exceeded.standing()).isEqualTo(new RateStanding(3, 0, TimeUnit.MILLISECONDS.toNanos(2_500)));
        assertThat(exceeded.message())
                .isEqualTo("Rate limit exceeded: this key may send 60 requests a minute in bursts of 3;"
                        + " try again in 500ms");
    }

    @Test
    void clientOverItsLimitTakesNothingFromTheOthers() {
        ClientKey small = new ClientKey("small", new RateSettings(1, 5));
        assertThat(granted(small, 50)).isEqualTo(5);
        assertThat(granted(SHARING, 200)).isEqualTo(95);
    }

    @Test
    void edgesLimitBoundsAllClientsTogether() {
        ClientKey large = new ClientKey("large", new RateSettings(10_000, 1_000));
        assertThat(granted(large, 1_000)).isEqualTo(100);
        assertThat(exceeded(large).edge()).isTrue();
        assertThat(exceeded(SHARING).message()).contains("this edge takes 1000 requests a minute in bursts of 100");
        pass(60);
        assertThat(standing(large).remaining())
                .isEqualTo(909); // what the edge refused was not counted; 10 have come back
    }

    @Test
    void refusalsAreCountedByNameAndLimit() {
        ClientKey small = new ClientKey("small", new RateSettings(1, 1));
        granted(small, 3);
        granted(new ClientKey("large", new RateSettings(10_000, 1_000)), 101);
        assertThat(refusals("small", "key")).isEqualTo(2);
        assertThat(refusals("large", "edge")).isEqualTo(2);
    }

    @Test
    void changedLimitLeavesEachClientItsPart() {
        assertThat(granted(SHARING, 50)).isEqualTo(50);
        shared.set(new RateSettings(60, 10));
        assertThat(granted(SHARING, 100)).isEqualTo(5);
        shared.set(new RateSettings(60, 100));
        assertThat(granted(SHARING, 100)).isZero();
    }

    @Test
    void withoutLimitsEverythingIsGranted() {
        shared.set(null);
        assertThat(limits.ask(SHARING)).isEqualTo(new RateAnswer.Granted(null));
        assertThat(granted(new ClientKey("own", new RateSettings(60, 3)), 5)).isEqualTo(3);
    }

    @Test
    void threadsTogetherGetNoMoreThanTheBurst() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> asking = () -> granted(SHARING, 1_000);
            List<Future<Integer>> counts = new ArrayList<>(threads.invokeAll(List.of(asking, asking, asking, asking)));
            int granted = 0;
            for (Future<Integer> count : counts) {
                granted += count.get();
            }
            assertThat(granted).isEqualTo(100);
        }
    }

    private int granted(ClientKey client, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += limits.ask(client) instanceof RateAnswer.Granted ? 1 : 0;
        }
        return granted;
    }

    private RateStanding standing(ClientKey client) {
        if (limits.ask(client) instanceof RateAnswer.Granted(RateStanding standing) && standing != null) {
            return standing;
        }
        throw new AssertionError("not granted within a limit");
    }

    private RateAnswer.Exceeded exceeded(ClientKey client) {
        return (RateAnswer.Exceeded) limits.ask(client);
    }

    private double refusals(String key, String limit) {
        return registry.get("meridian.edge.rate.limited")
                .tags("key", key, "limit", limit)
                .counter()
                .count();
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
