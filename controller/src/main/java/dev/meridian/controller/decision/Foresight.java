package dev.meridian.controller.decision;

import dev.meridian.controller.store.ControlStore;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.SteadyState;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.PolicySettings;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides ahead, on what is known now: for whoever wants to know what a change leads to. Stores and publishes nothing.
 * Thread-safe.
 */
public record Foresight(
        DecisionFunction policy,
        PolicySettings settings,
        Evidence evidence,
        Decisions decisions,
        ControlStore store,
        InstantSource clock) {
    /** What a change of what operators want leads to. */
    public Outlook of(UnaryOperator<Inputs> change) {
        return of(UnaryOperator.identity(), change);
    }

    /**
     * The same once a freeze and pins have ended, if it is not a change of these: while they hold they hide whether there would be
     * capacity.
     */
    public Outlook afterHolds(UnaryOperator<Inputs> change) {
        return of(
                inputs -> {
                    Steering steering = inputs.steering();
                    return change.apply(inputs).steering().equals(steering)
                            ? inputs.steeredBy(steering.released())
                            : inputs;
                },
                change);
    }

    private Outlook of(UnaryOperator<Inputs> held, UnaryOperator<Inputs> change) {
        @Nullable Decision latest = decisions.latest();
        Inputs before = held.apply(evidence.gather(store.epoch(), latest == null ? null : latest.withoutReasons()));
        Inputs after = change.apply(before);
        Decision without = ahead(before);
        return new Outlook(
                latest == null ? without : latest,
                before,
                without,
                after,
                after.equals(before) ? without : ahead(after));
    }

    /** What things come to, for everybody. */
    public Decision ahead(Inputs inputs) {
        return policy.decide(SteadyState.of(inputs), settings.with(CanarySettings.OFF), clock.instant());
    }
}
