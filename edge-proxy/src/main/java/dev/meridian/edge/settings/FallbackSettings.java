package dev.meridian.edge.settings;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the files {@code config.yaml} and {@code retry.yaml} that people bring say of models and attempts.
 *
 * @param chain the models to try
 * @param maxAttempts upstream calls of one request in all, 1 to 10: the smallest of what is set
 */
public record FallbackSettings(ModelChain chain, int maxAttempts) {
    /** {@code retry.max_attempts} where no file says it. */
    private static final int DEFAULT_MAX_ATTEMPTS = 5;

    /** {@code fallback.retry_attempts} where no file says it; like {@code MAX_RETRIES}, attempts after the first. */
    private static final int DEFAULT_RETRY_ATTEMPTS = 3;

    private static final int MAX = 10;
    private static final int MAX_MILLIS = 600_000;

    /**
     * Reads the files.
     *
     * @param config {@code config.yaml}; null for the defaults
     * @param retry {@code retry.yaml}; null for the defaults
     * @param maxRetries {@code MAX_RETRIES}
     * @throws InvalidSettingException naming file, key and limit
     */
    public static FallbackSettings read(@Nullable Path config, @Nullable Path retry, int maxRetries) {
        int attempts = Math.min(retry == null ? DEFAULT_MAX_ATTEMPTS : readRetry(retry), maxRetries + 1);
        if (config == null) {
            return new FallbackSettings(ModelChain.DEFAULT, Math.min(attempts, DEFAULT_RETRY_ATTEMPTS + 1));
        }
        YamlSection file = YamlSection.read(config).onlyKeys("fallback", "models", "circuit_breaker", "rate_limiting");
        checkBreakerAndLimits(file);
        YamlSection fallback = file.section("fallback").onlyKeys("enabled", "retry_attempts", "retry_delay_ms");
        fallback.number("retry_delay_ms", 1_000, 0, MAX_MILLIS);
        int retries = fallback.number("retry_attempts", DEFAULT_RETRY_ATTEMPTS, 0, MAX);
        ModelChain chain = chain(file.section("models"), config);
        boolean enabled = fallback.flag("enabled", true);
        return new FallbackSettings(
                enabled ? chain : new ModelChain(chain.models().subList(0, 1)), Math.min(attempts, retries + 1));
    }

    private static int readRetry(Path file) {
        YamlSection retry = YamlSection.read(file)
                .onlyKeys("retry")
                .section("retry")
                .onlyKeys("max_attempts", "initial_delay_ms", "max_delay_ms", "backoff_multiplier", "retryable_errors");
        retry.number("initial_delay_ms", 1_000, 0, MAX_MILLIS);
        retry.number("max_delay_ms", 30_000, 0, MAX_MILLIS);
        return retry.number("max_attempts", DEFAULT_MAX_ATTEMPTS, 1, MAX);
    }

    private static void checkBreakerAndLimits(YamlSection file) {
        YamlSection breaker = file.section("circuit_breaker")
                .onlyKeys("enabled", "failure_threshold", "timeout_seconds", "half_open_requests");
        breaker.flag("enabled", true);
        breaker.number("failure_threshold", 5, 1, 1_000);
        breaker.number("timeout_seconds", 30, 1, 3_600);
        breaker.number("half_open_requests", 3, 1, 1_000);
        YamlSection limiting = file.section("rate_limiting").onlyKeys("requests_per_minute", "burst_size");
        limiting.number("requests_per_minute", 1_000, 1, 10_000_000);
        limiting.number("burst_size", 100, 1, 1_000_000);
    }

    private static ModelChain chain(YamlSection models, Path file) {
        if (models.keys().isEmpty()) {
            return ModelChain.DEFAULT;
        }
        List<String> names = models.keys().stream()
                .map(label -> models.section(label).onlyKeys("name", "provider", "priority"))
                .sorted(Comparator.comparingInt(model -> model.number("priority", MAX, 1, 1_000)))
                .map(model -> model.text("name"))
                .toList();
        try {
            return new ModelChain(names);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(file + ": models: " + e.getMessage(), e);
        }
    }
}
