package dev.meridian.routing.table;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.RegionKind;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a region is reached, and what the controller thought of it.
 *
 * @param endpoint where
 * @param kind what stands there
 * @param health as of the decision; edges use it to order their choices when the picked region fails them
 * @param labels what an origin or a client key may demand of it, at most 16
 */
public record RegionRoute(Endpoint endpoint, RegionKind kind, Health health, SortedSet<Label> labels) {
    /** @throws IllegalArgumentException if there are more than 16 labels */
    public RegionRoute {
        if (labels.size() > Label.MAX_LABELS) {
            throw new IllegalArgumentException(
                    "region has " + labels.size() + " labels, the limit is " + Label.MAX_LABELS);
        }
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    /** A region without labels. */
    public RegionRoute(Endpoint endpoint, RegionKind kind, Health health) {
        this(endpoint, kind, health, Collections.emptySortedSet());
    }

    /** Whether a request that demands labels may be sent here: the region carries all of them. */
    public boolean isLegalFor(Collection<Label> demanded) {
        return labels.containsAll(demanded);
    }
}
