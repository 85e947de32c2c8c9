package dev.meridian.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateStandingTest {
    @Test
    void limitStandsInThreeHeaders() {
        HttpHeaders headers = new DefaultHttpHeaders();
        new RateStanding(100, 42, Duration.ofMillis(3_480).toNanos()).writeTo(headers);
        assertThat(headers.entries())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "x-ratelimit-limit-requests=100",
                        "x-ratelimit-remaining-requests=42",
                        "x-ratelimit-reset-requests=4s");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "1, 1ms",
        "119000001, 120ms",
        "999000001, 1s",
        "1000000000, 1s",
        "1000000001, 2s",
        "360000000000, 6m0s",
        "3725000000000, 1h2m5s",
        "9223372036854775807, 2562047h47m17s",
    })
    void timeIsWrittenAsOpenAiWritesIt(long time, String shown) {
        assertThat(RateStanding.shown(time)).isEqualTo(shown);
    }
}
