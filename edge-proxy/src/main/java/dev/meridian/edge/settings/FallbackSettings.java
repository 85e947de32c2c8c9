package dev.meridian.edge.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the files {@code config.yaml} and {@code retry.yaml} that people bring say of models, attempts and limits.
 *
 * @param chain the models to try
 * @param maxAttempts upstream calls of one request in all, 1 to 10: the smallest of what is set
 * @param retry when attempts are repeated
 * @param breaker when regions and models are left alone
 * @param rates the limit for each client key and for the edge; null where the file sets none
 */
public record FallbackSettings(
        ModelChain chain,
        int maxAttempts,
        RetrySettings retry,
        BreakerSettings breaker,
        @Nullable RateSettings rates) {
    /** {@code retry.max_attempts} where no file says it. */
    private static final int DEFAULT_MAX_ATTEMPTS = 5;

    /** {@code fallback.retry_attempts} where no file says it; like {@code MAX_RETRIES}, attempts after the first. */
    private static final int DEFAULT_RETRY_ATTEMPTS = 3;

    private static final int MAX = 10;
    private static final int MAX_MILLIS = 600_000;
    private static final int MAX_MULTIPLIER = 100;

    /**
     * Reads the files.
     *
     * @param config {@code config.yaml}; null for the defaults
     * @param retry {@code retry.yaml}; null for the defaults
     * @param maxRetries {@code MAX_RETRIES}
     * @throws InvalidSettingException naming file, key and limit
     */
    public static FallbackSettings read(@Nullable Path config, @Nullable Path retry, int maxRetries) {
        return of(YamlSection.read(config), YamlSection.read(retry), maxRetries);
    }

    /** The settings that both files make, where a file that is not there is an empty one. */
    static FallbackSettings of(YamlSection config, YamlSection retry, int maxRetries) {
        return withRetry(retry, maxRetries + 1).with(config);
    }

    /** What follows from the files in the end, each part in a few words. */
    public List<String> parts() {
        return List.of(
                chain.toString(),
                "at most " + maxAttempts + " upstream calls a request",
                retry.toString(),
                breaker.toString(),
                rates == null ? "no rate limit" : "rate limit " + rates);
    }

    private static FallbackSettings withRetry(YamlSection file, int most) {
        YamlSection retry = file.onlyKeys("retry").section("retry");
        retry.onlyKeys("max_attempts", "initial_delay_ms", "max_delay_ms", "backoff_multiplier", "retryable_errors");
        int attempts = Math.min(retry.number("max_attempts", DEFAULT_MAX_ATTEMPTS, 1, MAX), most);
        RetrySettings settings = new RetrySettings(
                retry.millis("initial_delay_ms", RetrySettings.DEFAULT.initialDelay(), MAX_MILLIS),
                retry.millis("max_delay_ms", RetrySettings.DEFAULT.maxDelay(), MAX_MILLIS),
                retry.decimal("backoff_multiplier", RetrySettings.DEFAULT.multiplier(), 1, MAX_MULTIPLIER),
                errors(retry));
        return new FallbackSettings(ModelChain.DEFAULT, attempts, settings, BreakerSettings.DEFAULT, null);
    }

    private FallbackSettings with(YamlSection file) {
        file.onlyKeys("fallback", "models", "circuit_breaker", "rate_limiting");
        YamlSection fallback = file.section("fallback").onlyKeys("enabled", "retry_attempts", "retry_delay_ms");
        Duration delay = fallback.millis("retry_delay_ms", retry.initialDelay(), MAX_MILLIS);
        Duration initial = delay.compareTo(retry.initialDelay()) < 0 ? delay : retry.initialDelay();
        int retries = fallback.number("retry_attempts", DEFAULT_RETRY_ATTEMPTS, 0, MAX);
        return new FallbackSettings(
                chain(file.section("models"), fallback.flag("enabled", true)),
                Math.min(maxAttempts, retries + 1),
                new RetrySettings(initial, retry.maxDelay(), retry.multiplier(), retry.errors()),
                breaker(file.section("circuit_breaker")),
                rates(file));
    }

    private static Set<RetryableError> errors(YamlSection retry) {
        List<String> names = retry.texts("retryable_errors", RetryableError.labels());
        Set<RetryableError> errors = EnumSet.noneOf(RetryableError.class);
        for (String name : names) {
            RetryableError error = RetryableError.of(name);
            if (error == null) {
                throw retry.wrong(
                        "retryable_errors",
                        "has \"" + name + "\", known are " + String.join(", ", RetryableError.labels()));
            }
            errors.add(error);
        }
        return errors;
    }

    private static BreakerSettings breaker(YamlSection breaker) {
        breaker.onlyKeys("enabled", "failure_threshold", "timeout_seconds", "half_open_requests");
        BreakerSettings otherwise = BreakerSettings.DEFAULT;
        return new BreakerSettings(
                breaker.flag("enabled", otherwise.enabled()),
                breaker.number("failure_threshold", otherwise.failures(), 1, 1_000),
                Duration.ofSeconds(
                        breaker.number("timeout_seconds", (int) otherwise.open().toSeconds(), 1, 3_600)),
                breaker.number("half_open_requests", otherwise.probes(), 1, 1_000));
    }

    private static @Nullable RateSettings rates(YamlSection file) {
        YamlSection limiting = file.section("rate_limiting").onlyKeys("requests_per_minute", "burst_size");
        return file.keys().contains("rate_limiting") ? RateSettings.read(limiting) : null;
    }

    private static ModelChain chain(YamlSection models, boolean fallback) {
        if (models.keys().isEmpty()) {
            return new ModelChain(ModelChain.DEFAULT.models(), fallback);
        }
        List<String> names = models.keys().stream()
                .map(label -> models.section(label).onlyKeys("name", "provider", "priority"))
                .sorted(Comparator.comparingInt(model -> model.number("priority", MAX, 1, 1_000)))
                .map(model -> model.text("name"))
                .toList();
        try {
            return new ModelChain(names, fallback);
        } catch (IllegalArgumentException e) {
            throw models.wrong(String.valueOf(e.getMessage()));
        }
    }
}
