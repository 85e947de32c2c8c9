package dev.meridian.edge.server;

import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.settings.ClientKey;
import dev.meridian.routing.region.Label;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a request may be served: what its origin and its client's key demand, together. Pure. */
final class Demand {
    private Demand() {}

    /** The labels; for what another edge passed on none, since that edge has kept to them. */
    static SortedSet<Label> of(RoutingView view, RequestHead head) {
        ClientKey client = head.client();
        if (head.hop() != null) {
            return Collections.emptySortedSet();
        }
        if (client == null || client.residency().isEmpty()) {
            return view.residency();
        }
        if (view.residency().isEmpty()) {
            return client.residency();
        }
        SortedSet<Label> both = new TreeSet<>(view.residency());
        both.addAll(client.residency());
        return both;
    }

    /** 403: no region carries the labels. */
    static ApiError unmet(SortedSet<Label> demanded, RoutingView view, @Nullable ClientKey client) {
        boolean byKey = client != null && !client.residency().isEmpty();
        String by = view.residency().isEmpty() ? "its key" : "the origin it came in at" + (byKey ? " and its key" : "");
        String labels = demanded.stream().map(Label::value).collect(Collectors.joining(", "));
        return ApiError.invalid(
                403,
                "This request may only be served in a region with " + (demanded.size() == 1 ? "label " : "all labels ")
                        + labels + ", as " + by + (byKey && !view.residency().isEmpty() ? " demand" : " demands")
                        + ", and no region carries " + (demanded.size() == 1 ? "it" : "them all"),
                "residency_unsatisfiable",
                null);
    }
}
