package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings. */
class ConfigurationDocTest {
    @Test
    void everySettingOfTheEdgeIsDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String edge = page.substring(page.indexOf("## edge-proxy"), page.indexOf("## controller"));
        List<String> missing = Stream.concat(keys(EdgeSettings.class, ""), keys(Limits.class, "limits."))
                .filter(key -> !key.equals("limits"))
                .filter(key -> !edge.contains("`" + key + "`") && !edge.contains("`" + key + ".<"))
                .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void defaultsOfBothFilesAreAsDocumented() throws IOException {
        assertThat(documented("config"))
                .contains("enabled: ", "retry_attempts: ", "failure_threshold: ", "timeout_seconds: ")
                .contains("half_open_requests: ", "requests_per_minute: ", "burst_size: ");
        assertThat(documented("retry"))
                .contains("max_attempts: ", "initial_delay_ms: ", "max_delay_ms: ", "backoff_multiplier: ")
                .contains("retryable_errors: ");
        YamlSection none = section("{}");
        YamlSection manyAttempts = section("fallback: {retry_attempts: 10}");

        FallbackSettings byConfig = FallbackSettings.of(section(documented("config")), none, 10);
        FallbackSettings byRetry = FallbackSettings.of(manyAttempts, section(documented("retry")), 10);

        assertThat(byConfig.rates()).isEqualTo(RateSettings.read(none));
        assertThat(byConfig)
                .usingRecursiveComparison()
                .ignoringFields("rates")
                .isEqualTo(FallbackSettings.of(none, none, 10));
        assertThat(byRetry).isEqualTo(FallbackSettings.of(manyAttempts, none, 10));
        assertThat(byRetry.retry().errors()).containsExactlyInAnyOrder(RetryableError.values());
    }

    /** A file of what the page's table says of its keys; what stands there in words is left out. */
    private static String documented(String file) throws IOException {
        Pattern row = Pattern.compile("\\| " + file + ", `(\\w+)\\.(\\w+)` \\| ([^|]+) \\| ([^|]+) \\|");
        Map<String, String> sections = new TreeMap<>();
        row.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .forEach(key -> {
                    String value = key.group(3).replaceAll("[` ]", "");
                    if (key.group(2).equals("retryable_errors")) {
                        value = Pattern.compile("`(\\w+)`")
                                .matcher(key.group(4))
                                .results()
                                .map(name -> name.group(1))
                                .toList()
                                .toString();
                    }
                    if (!value.equals("none")) {
                        sections.merge(
                                key.group(1),
                                "%s: %s".formatted(key.group(2), value),
                                (one, more) -> one + ", " + more);
                    }
                });
        StringBuilder yaml = new StringBuilder();
        sections.forEach((name, keys) -> yaml.append("%s: {%s}%n".formatted(name, keys)));
        return yaml.toString();
    }

    private static YamlSection section(String yaml) {
        return YamlSection.parse(Path.of("docs"), yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<String> keys(Class<? extends Record> settings, String prefix) {
        return Stream.of(settings.getRecordComponents())
                .map(part ->
                        prefix + part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
