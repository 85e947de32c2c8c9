package dev.meridian.controller.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.LimitSettings;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RatesTest {
    private static final LimitSettings SETTINGS = new LimitSettings(2, 3, 4, 5, 6, 1, 1, 1);

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Rates rates = new Rates(SETTINGS, meters, new HandClock());

    @Test
    void fiveSecondsWorthMayComeAtOnceAndThenSoManyASecond() {
        for (Rate rate : Rate.values()) {
            int perSecond = rate.perSecond(SETTINGS);
            assertThat(granted(rate, "a")).as(rate.bound()).isEqualTo(5 * perSecond);
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(granted(rate, "a")).as(rate.bound()).isEqualTo(perSecond);
        }
    }

    @Test
    void nobodyIsCountedByWhatAnotherDoes() {
        granted(Rate.OPERATOR, "a");

        assertThatCode(() -> rates.require(Rate.OPERATOR, "b")).doesNotThrowAnyException();
        assertThatCode(() -> rates.require(Rate.TABLE, "a")).doesNotThrowAnyException();
    }

    @Test
    void refusalNamesTheLimitAndIsCounted() {
        granted(Rate.SENDER, "a");

        assertThatThrownBy(() -> rates.require(Rate.SENDER, "a"))
                .isInstanceOf(Refused.class)
                .hasMessage("over 6 messages of one sender a second, which is the limit");
        assertThat(meters.get("meridian.controller.bounds.refusals")
                        .tag("bound", "sender-rate")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void bucketsAreBounded() {
        for (int i = 0; i < 100_000; i++) {
            rates.require(Rate.ANONYMOUS, "address " + i);
        }

        assertThat(rates.size()).isLessThanOrEqualTo(20_000);
    }

    @Test
    void settingOutOfItsRangeIsNamed() {
        assertThatThrownBy(() -> new LimitSettings(1, 1, 1, 1, 0, 1, 1, 1))
                .isInstanceOf(ConfigurationError.class)
                .hasMessage("meridian.controller.limits.sender-rate is 0, it must be 1 to 1000000");
        assertThatThrownBy(() -> new LimitSettings(1, 1, 1, 1, 1, 1, 8193, 1))
                .isInstanceOf(ConfigurationError.class)
                .hasMessage("meridian.controller.limits.message-calls is 8193, it must be 1 to 8192");
    }

    private int granted(Rate rate, String who) {
        for (int granted = 0; ; granted++) {
            try {
                rates.require(rate, who);
            } catch (Refused e) {
                return granted;
            }
        }
    }

    private final class HandClock implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
