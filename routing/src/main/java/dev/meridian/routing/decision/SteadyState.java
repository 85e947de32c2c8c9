package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What things come to if nothing else changes: where a decision is the next step, one of these inputs is the last one. For
 * those who look ahead, such as before a drain.
 */
public final class SteadyState {
    private SteadyState() {}

    /**
     * Inputs whose decision is what the given ones lead to: drains are through, ramps are over, and nothing is paced. What is
     * known of health, demand and distance stays as it is.
     */
    public static Inputs of(Inputs inputs) {
        List<Drain> through = inputs.drains().stream().map(SteadyState::atOnce).toList();
        return new Inputs(
                inputs.epoch(),
                inputs.regions(),
                inputs.intents(),
                inputs.residency(),
                inputs.steering(),
                through,
                inputs.reports(),
                inputs.observations(),
                settled(inputs.previous()));
    }

    private static Drain atOnce(Drain drain) {
        return new Drain(
                drain.id(),
                drain.region(),
                DrainMode.EMERGENCY,
                drain.reason(),
                drain.owner(),
                drain.startedAt(),
                drain.expiresAt());
    }

    /** No region has had a part yet, so that each is seen to have moved: then the best shares are the next ones. */
    private static @Nullable Decision settled(@Nullable Decision previous) {
        if (previous == null) {
            return null;
        }
        SortedMap<RegionId, RegionState> states = new TreeMap<>(previous.states());
        states.replaceAll((region, state) -> state.settled());
        return new Decision(
                previous.decidedAt(),
                previous.table(),
                states,
                previous.origins(),
                previous.loads(),
                previous.reasons(),
                previous.alarms());
    }
}
