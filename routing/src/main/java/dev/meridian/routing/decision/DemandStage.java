package dev.meridian.routing.decision;

import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stage 5: what each origin's clients ask for, smoothed. An origin whose edges are silent is taken to ask for what it did, until
 * they are forgotten while others are heard: its clients have gone elsewhere then, and are counted there.
 */
final class DemandStage {
    /** Origins that ask for nothing are taken to ask for this part of all demand together. */
    private static final int IDLE_PART = 1_000;

    /** Chance alone hardly ever moves a mean by more than so many standard deviations. */
    private static final int DEVIATIONS = 5;

    /** Where only chance is at work, demand is averaged over so many times its half-life. */
    private static final int CALM = 20;

    private static final double LN_2 = 0.693_147_180_559_945_3;

    private DemandStage() {}

    /** In 1/1000 requests/s, of every origin. */
    static SortedMap<OriginId, Long> measure(
            Inputs inputs, Collection<OriginId> origins, Trust trust, Duration elapsed, PolicySettings settings) {
        SortedMap<OriginId, Long> heard = Demand.of(trust);
        boolean fades = !heard.isEmpty() && !trust.frozen();
        Set<OriginId> remembered = inputs.observations().stream()
                .filter(one -> TrustStage.isRemembered(one.age(), settings))
                .map(one -> one.message().origin())
                .collect(Collectors.toSet());
        SortedMap<OriginId, Long> demand = new TreeMap<>();
        for (OriginId origin : origins) {
            @Nullable OriginState before = inputs.previousOrigin(origin);
            @Nullable Long now = heard.get(origin);
            if (before == null || before.demandMilliRps() == 0) {
                demand.put(origin, now == null ? 0 : now);
            } else {
                long old = before.demandMilliRps();
                long silent = fades && !remembered.contains(origin) ? faded(old, elapsed, settings) : old;
                demand.put(
                        origin,
                        now == null
                                ? silent
                                : Decay.towards(
                                        old, now, elapsed, settings.capacity().demandHalfLife()));
            }
        }
        return demand;
    }

    /** By no more than is due in a cycle: after a pause of the controller it has not been heard, but may well be. */
    private static long faded(long old, Duration elapsed, PolicySettings settings) {
        Duration passed = elapsed.compareTo(settings.cycle()) < 0 ? elapsed : settings.cycle();
        return Decay.towards(old, 0, passed, settings.trust().trustGone());
    }

    /**
     * What is planned for. Where the demand differs from what was planned for by no more than the setting or than chance
     * explains, the plan's demand comes nearer to it by little: that averages chance out, where to follow each turn would
     * move shares to and fro. Requests that come independently of each other are Poisson distributed; the mean of an
     * exponentially weighted window of length T of them has a standard deviation of 1 / sqrt(2 * rate * T) of itself.
     */
    static SortedMap<OriginId, Long> planned(
            Inputs inputs, SortedMap<OriginId, Long> demand, Duration elapsed, PolicySettings settings) {
        Duration slowly = settings.capacity().demandHalfLife().multipliedBy(CALM);
        long sumBefore = 0;
        long sum = 0;
        for (Map.Entry<OriginId, Long> one : demand.entrySet()) {
            long was = plannedBefore(inputs, one.getKey());
            if (isChance(was, one.getValue(), settings)) {
                sumBefore += was;
                sum += one.getValue();
            }
        }
        // Many origins that each rise by no more than chance explains do not do so together by chance.
        boolean chance = isChance(sumBefore, sum, settings);
        SortedMap<OriginId, Long> planned = new TreeMap<>(demand);
        planned.replaceAll((origin, now) -> {
            long was = plannedBefore(inputs, origin);
            return chance && isChance(was, now, settings) ? Decay.towards(was, now, elapsed, slowly) : now;
        });
        return planned;
    }

    private static long plannedBefore(Inputs inputs, OriginId origin) {
        @Nullable OriginState before = inputs.previousOrigin(origin);
        return before == null ? 0 : before.plannedMilliRps();
    }

    private static boolean isChance(long was, long now, PolicySettings settings) {
        return Math.abs(now - was) <= was * sameWithin(was, settings);
    }

    private static double sameWithin(long milliRps, PolicySettings settings) {
        // Observations are of a cycle, whatever the half-life.
        double window = Math.max(
                settings.capacity().demandHalfLife().toMillis() / 1_000.0 / LN_2,
                settings.cycle().toMillis() / 1_000.0);
        double deviation = 1 / Math.sqrt(Math.max(1, 2 * milliRps / 1_000.0 * window));
        return Math.max((double) settings.capacity().demandChange() / BasisPoints.ONE, DEVIATIONS * deviation);
    }

    /**
     * What each origin is taken to ask for; never nothing, since one that asks for nothing may start to, and there must be a
     * best place for its first request.
     */
    static SortedMap<OriginId, Long> assumed(SortedMap<OriginId, Long> demand) {
        long all = demand.values().stream().mapToLong(Long::longValue).sum();
        long idle = demand.values().stream().filter(one -> one == 0).count();
        long each = all == 0 ? 1_000 : Math.max(1, all / IDLE_PART / Math.max(1, idle));
        SortedMap<OriginId, Long> assumed = new TreeMap<>(demand);
        assumed.replaceAll((origin, asked) -> asked == 0 ? each : asked);
        return assumed;
    }
}
