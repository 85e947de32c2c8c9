package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LimitsTest {
    @Test
    void limitsThatAreNotSetAreTheDocumentedOnes() {
        Limits limits = limits(Map.of());
        assertThat(limits.body()).isEqualTo(DataSize.ofMegabytes(50));
        assertThat(limits.bufferedBodies()).isEqualTo(DataSize.ofMegabytes(128));
        assertThat(limits.head()).isEqualTo(DataSize.ofKilobytes(32));
        assertThat(limits.connections()).isEqualTo(20_000);
        assertThat(limits.connect()).isEqualTo(Duration.ofSeconds(1));
        assertThat(limits.firstContent()).isEqualTo(Duration.ofSeconds(20));
        assertThat(limits.streamIdle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(limits.request()).isEqualTo(Duration.ofMinutes(2));
        assertThat(limits.keepAlivePing()).isEqualTo(Duration.ofSeconds(15));
        assertThat(limits.shutdown()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "body, 0B, limits.body (bytes) is 0",
        "body, 2GB, limits.body (bytes) is 2147483648",
        "body, 129MB, 'limits.buffered-bodies (bytes) is 134217728, it must be 135266304 to'",
        "buffered-bodies, 1MB, limits.buffered-bodies (bytes) is 1048576",
        "head, 1023B, 'limits.head (bytes) is 1023, it must be 1024 to 1048576'",
        "connections, 0, 'limits.connections is 0, it must be 1 to 1000000'",
        "upstream-connections, 65536, limits.upstream-connections is 65536",
        "upstream-connections, 255, 'limits.idle-connections is 256, it must be 0 to 255'",
        "idle-connections, -1, limits.idle-connections is -1",
        "shutdown-notice, -1ms, 'limits.shutdown-notice (ms) is -1, it must be 0 to 3600000'",
    })
    void limitOutOfItsRangeIsNamedWithIt(String key, String value, String saying) {
        refused(key, value, "meridian.edge." + saying);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head-timeout",
                "body-idle",
                "keep-alive",
                "connect",
                "upstream-idle",
                "first-content",
                "stream-idle",
                "request",
                "keep-alive-ping",
                "shutdown"
            })
    void everyTimeIsOneMillisecondToOneHour(String key) {
        limits(Map.of(key, "1ms"));
        limits(Map.of(key, "1h"));
        refused(key, "999us", "limits." + key + " (ms) is 0, it must be 1 to 3600000");
        refused(key, "-1s", "limits." + key + " (ms) is -1000");
        refused(key, "3600001ms", "limits." + key + " (ms) is 3600001");
    }

    @Test
    void bodiesMayFillTheirRoomAndNoticeMayBeNone() {
        Limits limits = limits(Map.of("body", "1MB", "buffered-bodies", "1MB", "shutdown-notice", "0s"));
        assertThat(limits.bufferedBodies()).isEqualTo(limits.body());
        assertThat(limits.shutdownNotice()).isZero();
    }

    private static void refused(String key, String value, String saying) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> limits(Map.of(key, value)))
                .havingRootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessageContaining(saying);
    }

    private static Limits limits(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("limits." + key, value));
        return new Binder(source).bindOrCreate("limits", Limits.class);
    }
}
