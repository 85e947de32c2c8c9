package dev.meridian.controller.decision;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.policy.PolicySettings;
import java.time.Instant;

/** The policy as the decision thread calls it: {@link dev.meridian.routing.decision.RoutingPolicy}, or a test's own. */
public interface DecisionFunction {
    Decision decide(Inputs inputs, PolicySettings settings, Instant now);
}
