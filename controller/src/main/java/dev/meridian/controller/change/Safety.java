package dev.meridian.controller.change;

import dev.meridian.controller.decision.Outlook;
import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What speaks against taking capacity away, by what it leads to. Only what the change makes worse does. */
public record Safety(PolicySettings settings) {
    void review(String what, Outlook outlook, Objections objections) {
        SortedSet<RegionId> before = left(outlook.before(), outlook.now());
        SortedSet<RegionId> after = left(outlook.after(), outlook.now());
        reviewHealth(what, outlook.now(), before, after, objections);
        reviewResidency(what, outlook.after(), before, after, objections);
        reviewPins(what, outlook, after, objections);
        reviewLoad(what, outlook, objections);
    }

    /** Pins go before ejections and drains: whoever sets one to a region that serves nothing must mean it. */
    private static void reviewPins(String what, Outlook outlook, Set<RegionId> left, Objections objections) {
        SortedSet<RegionId> pinned = new TreeSet<>();
        outlook.after().steering().pins().forEach((origin, pin) -> {
            if (!pin.equals(outlook.before().steering().pins().get(origin))) {
                pin.shares().forEach((region, share) -> {
                    boolean serves = left.contains(region)
                            && Evidence.of(outlook.now().states().get(region)) != Evidence.DOWN;
                    if (share.value() > 0 && !serves) {
                        pinned.add(region);
                    }
                });
            }
        });
        if (!pinned.isEmpty()) {
            objections.raise(new Refused(
                    HttpStatus.CONFLICT,
                    "Pinned to a region that is away",
                    what + " would send requests to " + String.join(", ", names(pinned))
                            + ", which is DOWN, drained or without weight",
                    Map.of("regions", health(outlook.now(), pinned))));
        }
    }

    /** The regions that operators let serve. */
    static SortedSet<RegionId> left(Inputs inputs, Decision at) {
        Set<RegionId> drained = inputs.drains().stream()
                .filter(drain -> drain.isActiveAt(at.decidedAt()))
                .map(Drain::region)
                .collect(Collectors.toSet());
        SortedSet<RegionId> left = new TreeSet<>();
        for (Map.Entry<RegionId, RegionIntent> intent : inputs.intents().entrySet()) {
            if (intent.getValue().effectiveWeight() > 0 && !drained.contains(intent.getKey())) {
                left.add(intent.getKey());
            }
        }
        return left;
    }

    private static void reviewHealth(
            String what, Decision now, Set<RegionId> before, Set<RegionId> after, Objections objections) {
        Evidence best = best(now, after);
        if (after.isEmpty() || best.compareTo(best(now, before)) >= 0) {
            return;
        }
        objections.raise(new Refused(
                HttpStatus.CONFLICT,
                "No healthy region left",
                what + " would leave " + String.join(", ", names(after)) + ", and "
                        + (best == Evidence.DOWN ? "all of that is DOWN" : "nothing is known to serve there"),
                Map.of("left", health(now, after))));
    }

    private static void reviewResidency(
            String what, Inputs inputs, Set<RegionId> before, Set<RegionId> after, Objections objections) {
        inputs.residency().forEach((origin, labels) -> {
            if (after.stream().noneMatch(region -> carries(inputs, region, labels))
                    && before.stream().anyMatch(region -> carries(inputs, region, labels))) {
                objections.raise(new Refused(
                        HttpStatus.CONFLICT,
                        "No legal region left",
                        what + " would leave origin " + origin + " no region that carries " + labels
                                + ", which it demands",
                        Map.of("origin", origin)));
            }
        });
    }

    private static boolean carries(Inputs inputs, RegionId region, Set<?> labels) {
        @Nullable RegionSpec spec = inputs.regions().get(region);
        return spec != null && spec.labels().containsAll(labels);
    }

    private void reviewLoad(String what, Outlook outlook, Objections objections) {
        int limit = settings.allocate().loadLimit();
        Strain with = Strain.of(outlook.with(), limit);
        if (!with.isWorseThan(Strain.of(outlook.without(), limit))) {
            return;
        }
        String capacity = with.capacityRps() == null ? "" : " for " + rps(with.capacityRps()) + " of capacity";
        objections.raise(new Refused(
                HttpStatus.CONFLICT,
                "Over capacity",
                what + " would leave " + rps(with.askedRps()) + capacity + ": " + rps(with.missingRps())
                        + " would find none",
                Map.of("strain", with, "regions", OutlookView.loads(outlook))));
    }

    private static Evidence best(Decision decision, Set<RegionId> regions) {
        return regions.stream()
                .map(region -> Evidence.of(decision.states().get(region)))
                .max(Evidence::compareTo)
                .orElse(Evidence.DOWN);
    }

    private static Map<String, String> health(Decision decision, Set<RegionId> regions) {
        return regions.stream().collect(Collectors.toMap(RegionId::value, region -> {
            @Nullable RegionState state = decision.states().get(region);
            return (state == null ? Health.UNKNOWN : state.health()).name();
        }));
    }

    private static SortedSet<String> names(Set<RegionId> regions) {
        return regions.stream().map(RegionId::value).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String rps(double value) {
        return String.format(Locale.ROOT, "%.1f requests/s", value);
    }

    /** What is known of a region, from worst to best; what operators lay over it does not count. */
    private enum Evidence {
        DOWN,
        UNKNOWN,
        SERVES;

        static Evidence of(@Nullable RegionState state) {
            if (state == null || state.health() == Health.UNKNOWN) {
                return UNKNOWN;
            }
            return state.score().value() == 0 ? DOWN : SERVES;
        }
    }
}
