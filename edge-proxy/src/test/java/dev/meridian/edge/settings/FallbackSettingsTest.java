package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class FallbackSettingsTest {
    private static final String CONFIG = """
            fallback: {enabled: true, retry_attempts: 3, retry_delay_ms: 1000}
            models:
              fallback_deepseek: {name: deepseek-v3.2, provider: holysheep, priority: 3}
              primary: {name: gpt-4.1, provider: holysheep, priority: 1}
              fallback_gemini: {name: gemini-2.5-flash, provider: holysheep, priority: 2}
            circuit_breaker: {enabled: true, failure_threshold: 5, timeout_seconds: 30, half_open_requests: 3}
            rate_limiting: {requests_per_minute: 1000, burst_size: 100}
            """;
    private static final String RETRY = """
            retry:
              max_attempts: 5
              initial_delay_ms: 1000
              max_delay_ms: 30000
              backoff_multiplier: 2
              retryable_errors: [rate_limit_error, server_error, timeout]
            """;

    @TempDir
    private Path folder;

    @Test
    void filesThatPeopleBringAreReadAsTheyAre() throws IOException {
        FallbackSettings settings = FallbackSettings.read(file("config.yaml", CONFIG), file("retry.yaml", RETRY), 3);
        assertThat(settings.chain()).isEqualTo(ModelChain.DEFAULT);
        assertThat(settings.maxAttempts()).isEqualTo(4);
        assertThat(settings.retry()).isEqualTo(RetrySettings.DEFAULT);
        assertThat(settings.breaker()).isEqualTo(BreakerSettings.DEFAULT);
        assertThat(settings.rates()).isEqualTo(new RateSettings(1_000, 100));
    }

    @Test
    void smallestBudgetWins() throws IOException {
        Path retry = file("retry.yaml", "retry: {max_attempts: 2}");
        assertThat(FallbackSettings.read(null, retry, 9).maxAttempts()).isEqualTo(2);
        assertThat(FallbackSettings.read(null, null, 0).maxAttempts()).isEqualTo(1);
        Path config = file("config.yaml", "fallback: {retry_attempts: 1}");
        assertThat(FallbackSettings.read(config, null, 9).maxAttempts()).isEqualTo(2);
    }

    @Test
    void smallestDelayWinsAndOnlyNamedErrorsAreRetried() throws IOException {
        Path retry = file("retry.yaml", "retry: {initial_delay_ms: 400, retryable_errors: [server_error]}");
        FallbackSettings settings = FallbackSettings.read(file("config.yaml", CONFIG), retry, 3);
        assertThat(settings.retry().initialDelay()).isEqualTo(Duration.ofMillis(400));
        assertThat(settings.retry().allows(RetryableError.SERVER_ERROR)).isTrue();
        assertThat(settings.retry().allows(RetryableError.TIMEOUT)).isFalse();
    }

    @Test
    void delayGrowsToItsBoundAndIsFullyJittered() {
        RetrySettings retry = RetrySettings.DEFAULT;
        assertThat(retry.delay(0, 0)).isZero();
        assertThat(retry.delay(0, 0.5)).isEqualTo(Duration.ofMillis(500));
        assertThat(retry.delay(2, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(retry.delay(60, 0.5)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void disabledFallbackLeavesTheModelThatWasAskedFor() throws IOException {
        Path config = file("config.yaml", CONFIG.replace("enabled: true, retry", "enabled: false, retry"));
        ModelChain chain = FallbackSettings.read(config, null, 3).chain();
        assertThat(chain.from("gpt-4.1")).containsExactly("gpt-4.1");
        assertThat(chain.from("deepseek-v3.2")).containsExactly("deepseek-v3.2");
        assertThat(chain.from("claude-sonnet-4.5")).containsExactly("claude-sonnet-4.5");
        assertThat(chain.models()).as("what the edge knows by itself").isEqualTo(ModelChain.DEFAULT.models());
    }

    @Test
    void disabledFallbackOfTheDefaultChainIsToldAtTheStart() throws IOException {
        Path config = file("config.yaml", "fallback: {enabled: false}");
        assertThat(FallbackSettings.read(config, null, 3).parts())
                .contains("model chain [gpt-4.1, gemini-2.5-flash, deepseek-v3.2] without fallback");
    }

    @Test
    void wrongFileIsRefusedWithFileKeyAndLimit() throws IOException {
        refused(CONFIG.replace("failure_threshold", "failure_treshold"), "circuit_breaker", "failure_threshold");
        refused(CONFIG.replace("retry_attempts: 3", "retry_attempts: 300"), "fallback: retry_attempts", "from 0 to 10");
        refused(CONFIG.replace("gemini-2.5-flash", "gpt-4.1"), "names a model twice");
        refused("fallback: [", "not valid YAML at line");
        refused("!!float fallback: {}", "not valid YAML");
        refused("fallback: !!binary _", "not valid YAML");
        refused("fallback: {!!set enabled: true}", "not valid YAML");
        refused("- a", "must be a mapping");
        refused("circuit_breaker: {timeout_seconds: 0}", "timeout_seconds", "from 1 to 3600");
        refused("rate_limiting: {burst_size: many}", "burst_size", "from 1 to 1000000");
        refused("fallback: {enabled: perhaps}", "enabled must be true or false");
    }

    @Test
    void fallbackGoesDownTheChainAndNeverUp() {
        assertThat(ModelChain.DEFAULT.from("gemini-2.5-flash")).containsExactly("gemini-2.5-flash", "deepseek-v3.2");
        assertThat(ModelChain.DEFAULT.from("claude-sonnet-4.5"))
                .containsExactly("claude-sonnet-4.5", "gpt-4.1", "gemini-2.5-flash", "deepseek-v3.2");
    }

    @Test
    void unknownErrorIsRefusedWithTheKnownOnes() throws IOException {
        Path retry = file("retry.yaml", "retry: {retryable_errors: [server_error, sunspots]}");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> FallbackSettings.read(null, retry, 3))
                .withMessageContaining("\"sunspots\", known are rate_limit_error, server_error, timeout");
    }

    private void refused(String config, String... saying) throws IOException {
        Path file = file("config.yaml", config);
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> FallbackSettings.read(file, null, 3))
                .satisfies(
                        e -> assertThat(e.getMessage()).contains("config.yaml").contains(saying));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
