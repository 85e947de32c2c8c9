package dev.meridian.edge.openai;

import java.time.Duration;

/**
 * What is left of a request's budgets when it arrives from another edge.
 *
 * @param remaining time, 1 ms to 1 h
 * @param attempts upstream calls, 1 to 10
 */
public record Hop(Duration remaining, int attempts) {}
