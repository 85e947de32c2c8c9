package dev.meridian.edge.openai;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a request's budgets when it arrives from another edge.
 *
 * @param remaining time, 1 ms to 1 h; null for a stream without a limit
 * @param attempts upstream calls, 1 to 10
 */
public record Hop(@Nullable Duration remaining, int attempts) {}
