package dev.meridian.controller.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

final class RefusedTest {
    @Test
    void waitIsToldInWholeSecondsThatAreEnough() {
        assertThat(told(Duration.ofNanos(1))).isEqualTo("1");
        assertThat(told(Duration.ZERO)).isEqualTo("1");
        assertThat(told(Duration.ofSeconds(1))).isEqualTo("1");
        assertThat(told(Duration.ofSeconds(1).plusNanos(1))).isEqualTo("2");
    }

    private static String told(Duration wait) {
        return String.valueOf(Refused.tooMany("over the limit", wait).headers().getFirst(HttpHeaders.RETRY_AFTER));
    }
}
