package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Decision;
import java.time.Instant;

/** Decides for one controller; a restarted controller has a new one. */
public interface Policy {
    /** The decision for all that was heard. */
    Decision decide(Situation heard, Instant now);
}
