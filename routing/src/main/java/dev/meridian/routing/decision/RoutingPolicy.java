package dev.meridian.routing.decision;

import java.time.Instant;

/** From inputs to a decision. A pure function: the same arguments give an equal result. Thread-safe. */
public final class RoutingPolicy {
    private RoutingPolicy() {}

    /**
     * Decides.
     *
     * @param now the decision's time; not before {@code inputs.previous().decidedAt()}, else it counts as that
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Decision decide(Inputs inputs, PolicySettings settings, Instant now) {
        throw new UnsupportedOperationException(inputs + " " + settings + " " + now);
    }
}
