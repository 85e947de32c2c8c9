package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void everyFormOfTheHeaderIsUnderstood() {
        assertThat(of("retry-after", "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(of("retry-after", "1.5")).isEqualTo(Duration.ofMillis(1_500));
        assertThat(of("retry-after-ms", "250")).isEqualTo(Duration.ofMillis(250));
        assertThat(of("retry-after", "Tue, 24 Nov 2026 10:00:09 GMT")).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void millisecondsAreMoreExactThanSeconds() {
        HttpHeaders both = new DefaultHttpHeaders().add("retry-after", "2").add("retry-after-ms", "1200");
        assertThat(RetryAfter.of(both, NOW)).isEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void pastWaitsNothing() {
        assertThat(of("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT")).isZero();
        assertThat(of("retry-after", "-5")).isZero();
    }

    @Test
    void whatSaysNothingIsNothing() {
        assertThat(of("retry-after", "soon")).isNull();
        assertThat(of("retry-after", "NaN")).isNull();
        assertThat(of("retry-after", "Infinity")).isNull();
        assertThat(of("other", "7")).isNull();
        assertThat(of("retry-after", "1e300")).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void bodySaysItAtTheTopOrInItsError() {
        assertThat(body("{\"retry_after\": 1.2}")).isEqualTo(Duration.ofMillis(1_200));
        assertThat(body("{\"error\": {\"message\": \"slow down\", \"retry_after\": \"3\"}}"))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(body("{\"error\": {\"retry_after\": []}}")).isNull();
        assertThat(body("slow down")).isNull();
        assertThat(body("")).isNull();
    }

    private static @Nullable Duration of(String name, String value) {
        return RetryAfter.of(new DefaultHttpHeaders().add(name, value), NOW);
    }

    private static @Nullable Duration body(String body) {
        return RetryAfter.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
