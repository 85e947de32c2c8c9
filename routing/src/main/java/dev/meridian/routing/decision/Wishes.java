package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether what is decided now is still what a held change is about. */
final class Wishes {
    /** What is wanted of the origins that a held change moves much. */
    enum Wish {
        /** What was before. */
        FORMER,
        /** What is held. */
        HELD,
        OTHER,
        /** None of these origins is known now, as after a restart. */
        UNKNOWN
    }

    private final SortedMap<OriginId, Shares> decided;
    private final Evacuation evacuation;
    private final int near;

    /** @param near shares are much the same where regions lose no more than this, in basis points */
    Wishes(SortedMap<OriginId, Shares> decided, Evacuation evacuation, int near) {
        this.decided = decided;
        this.evacuation = evacuation;
        this.near = near;
    }

    Wish of(Canary held) {
        SortedMap<OriginId, Shares> known = new TreeMap<>(decided);
        known.keySet().retainAll(held.before().keySet());
        known.keySet().removeIf(origin -> isMovedLittle(held, origin));
        if (known.isEmpty()) {
            return Wish.UNKNOWN;
        }
        if (isLike(held, held.before(), known)) {
            return Wish.FORMER;
        }
        return isLike(held, held.proposed(), known) ? Wish.HELD : Wish.OTHER;
    }

    /** Origins that a held change moves little, of which something else is wanted now: a change of its own. */
    SortedSet<OriginId> strayed(Canary held) {
        SortedSet<OriginId> strayed = new TreeSet<>();
        decided.forEach((origin, now) -> {
            if (held.before().containsKey(origin)
                    && isMovedLittle(held, origin)
                    && !isLike(held, held.before(), origin, now)
                    && !isLike(held, held.proposed(), origin, now)) {
                strayed.add(origin);
            }
        });
        return strayed;
    }

    private boolean isMovedLittle(Canary held, OriginId origin) {
        return isNear(shares(held.before(), origin), shares(held.proposed(), origin));
    }

    private boolean isLike(
            Canary held,
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares,
            SortedMap<OriginId, Shares> known) {
        return known.entrySet().stream().allMatch(one -> isLike(held, shares, one.getKey(), one.getValue()));
    }

    /** Whether what is decided now is much the same as shares, or as these once what has to leave a region has left it. */
    private boolean isLike(
            Canary held, SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares, OriginId origin, Shares now) {
        return isNear(shares(shares, origin), now.shares())
                || isNear(evacuation.of(origin, shares(shares, origin), held.serving()), now.shares());
    }

    private static SortedMap<RegionId, BasisPoints> shares(
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares, OriginId origin) {
        return shares.getOrDefault(origin, Collections.emptySortedMap());
    }

    private boolean isNear(SortedMap<RegionId, BasisPoints> one, SortedMap<RegionId, BasisPoints> other) {
        return LargeChanges.lost(one, other, _ -> true) <= near;
    }
}
