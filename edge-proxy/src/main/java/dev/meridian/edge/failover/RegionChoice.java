package dev.meridian.edge.failover;

import dev.meridian.edge.route.RegionTarget;
import dev.meridian.edge.route.RoutingView;
import org.jspecify.annotations.Nullable;

/** How a request chooses among the regions that are not excluded. */
sealed interface RegionChoice {
    /** A region whose bit is not excluded; null where none is left. */
    @Nullable
    RegionTarget pick(RoutingView view, long excluded);

    /** By the origin's shares. */
    record ByWeight(long random) implements RegionChoice {
        @Override
        public @Nullable RegionTarget pick(RoutingView view, long excluded) {
            return view.pick(random, excluded);
        }
    }

    /** By the origin's shares, the same for the same key. */
    record ByKey(long key) implements RegionChoice {
        @Override
        public @Nullable RegionTarget pick(RoutingView view, long excluded) {
            return view.pickFor(key, excluded);
        }
    }

    /** This edge's own region and no other: for requests that another edge forwarded. */
    record OwnOnly() implements RegionChoice {
        @Override
        public @Nullable RegionTarget pick(RoutingView view, long excluded) {
            RegionTarget own = view.own();
            return own == null || (excluded & own.bit()) != 0 ? null : own;
        }
    }
}
