package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.policy.PolicySettings;
import java.time.Instant;
import java.util.TreeMap;

/** The real decision. The only place where its inputs are made. */
public record Meridian(PolicySettings settings) implements Policy {
    @Override
    public Decision decide(Situation heard, Instant now) {
        Inputs inputs = new Inputs(
                heard.epoch(),
                heard.regions(),
                heard.intents(),
                new TreeMap<>(),
                heard.steering(),
                heard.drains(),
                heard.reports(),
                heard.observations(),
                heard.previous());
        return RoutingPolicy.decide(inputs, settings, now);
    }
}
