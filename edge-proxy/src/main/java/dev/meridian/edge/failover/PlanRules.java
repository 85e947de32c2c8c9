package dev.meridian.edge.failover;

import dev.meridian.edge.settings.RetrySettings;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one request's plan goes by.
 *
 * @param maxAttempts upstream calls in all
 * @param retry when and after what delay something is tried again
 * @param largerModel tried where a request's context is too long for the model asked for; null where none is
 * @param budget what all requests together may repeat
 * @param cooldowns models that may not be asked for now
 * @param random uniform in [0, 1)
 */
record PlanRules(
        int maxAttempts,
        RetrySettings retry,
        @Nullable String largerModel,
        RetryBudget budget,
        Cooldowns cooldowns,
        DoubleSupplier random) {}
