package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** From inputs to a decision. A pure function: the same arguments give an equal result. Thread-safe. */
public final class RoutingPolicy {
    private RoutingPolicy() {}

    /**
     * Decides.
     *
     * @param now the decision's time; not before {@code inputs.previous().decidedAt()}, else it counts as that
     */
    public static Decision decide(Inputs inputs, PolicySettings settings, Instant now) {
        return decide(inputs, settings, now, Allocation.PROPORTIONAL);
    }

    /** The stages in their order; each file states its own rules. */
    static Decision decide(Inputs inputs, PolicySettings settings, Instant now, Allocation allocation) {
        Instant at = notBefore(inputs.previous(), now);
        List<String> alarms = new ArrayList<>();
        Trust trust = TrustStage.weigh(inputs, settings);
        Upstream upstream = Upstream.of(trust);
        SortedMap<RegionId, Diagnosis> diagnoses = HealthStage.diagnose(inputs, trust, upstream, settings, at);
        SortedMap<RegionId, RegionState> states = PaceStage.pace(inputs, diagnoses, trust.frozen(), settings, at);
        SortedMap<RegionId, Capacity> capacities = CapacityStage.measure(inputs, states);
        SortedMap<OriginId, Draft> drafts = AllocateStage.allocate(Origins.of(inputs, alarms), capacities, allocation);
        Guarded guarded = GuardStage.guard(inputs, states, capacities, drafts, settings);
        Published published = PublishStage.publish(inputs, guarded.shares(), states, at);
        alarm(alarms, trust, upstream, guarded, published);
        return new Decision(
                at, published.table(), states, Explanation.of(inputs, states, drafts, guarded, published, at), alarms);
    }

    private static Instant notBefore(@Nullable Decision previous, Instant now) {
        return previous == null || now.isAfter(previous.decidedAt()) ? now : previous.decidedAt();
    }

    private static void alarm(
            List<String> alarms, Trust trust, Upstream upstream, Guarded guarded, Published published) {
        if (trust.frozen()) {
            alarms.add(trust.late() + " of " + trust.senders()
                    + " senders fell silent together: the network or the controller is at fault, only operators move"
                    + " the table");
        }
        if (upstream.providerIncident()) {
            alarms.add("the upstream API is unreachable from every region that reports, which is no region's fault");
        }
        if (guarded.intervention() != null) {
            alarms.add(guarded.intervention());
        }
        if (published.refusal() != null) {
            alarms.add(published.refusal());
        }
    }
}
