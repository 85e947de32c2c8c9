package dev.meridian.edge.failover;

import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.openai.Hop;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.upstream.Upstreams;
import dev.meridian.routing.pick.RegionPicker;
import java.time.Duration;
import java.util.List;

/** Makes exchanges, and holds what they have in common. Thread-safe. */
public final class Exchanges {
    /** The longest time that a client or another edge may ask for. */
    public static final Duration MAX_DEADLINE = Duration.ofHours(1);

    private final ExchangeSettings settings;
    private final AttemptRequests requests;
    private final EdgeMetrics metrics;

    public Exchanges(ExchangeSettings settings, EdgeMetrics metrics) {
        this.settings = settings;
        this.requests = new AttemptRequests(settings);
        this.metrics = metrics;
    }

    /**
     * An exchange for the caller's event loop, which starts it; it answers through {@code client}.
     *
     * @param request the exchange owns its body
     * @param random 64 uniformly random bits
     */
    public Exchange create(
            ApiRequest request, ClientResponse client, Upstreams upstreams, RoutingView view, long random) {
        return new Exchange(this, upstreams, request, client, view, random);
    }

    ExchangeSettings settings() {
        return settings;
    }

    AttemptRequests requests() {
        return requests;
    }

    EdgeMetrics metrics() {
        return metrics;
    }

    /** The model as a metric label: bounded by the chain, since clients can name anything. */
    String modelLabel(String model) {
        return settings.fallback().get().chain().models().contains(model) ? model : "other";
    }

    /** The way over regions and models that a request may take. */
    AttemptPlan planFor(ApiRequest request, RoutingView view, long random) {
        long unreachable = settings.peerToken() == null ? view.hops() : 0;
        return new AttemptPlan(view, chainFor(request), choiceFor(request, random), attemptsFor(request), unreachable);
    }

    /** The times of a request that begins now. */
    AttemptClock clockFor(ApiRequest request) {
        return new AttemptClock(settings.limits(), request.wantsStream(), timeFor(request), System.nanoTime());
    }

    private List<String> chainFor(ApiRequest request) {
        return request.model() == null
                ? List.of()
                : settings.fallback().get().chain().from(request.model().model());
    }

    private static RegionChoice choiceFor(ApiRequest request, long random) {
        if (request.hop() != null) {
            return new RegionChoice.OwnOnly();
        }
        String key = request.headers().get(Headers.AFFINITY);
        if (key == null && request.model() != null) {
            key = request.model().affinityKey();
        }
        return key == null ? new RegionChoice.ByWeight(random) : new RegionChoice.ByKey(RegionPicker.hash(key));
    }

    private int attemptsFor(ApiRequest request) {
        Hop hop = request.hop();
        int most = settings.fallback().get().maxAttempts();
        return hop == null ? most : Math.min(hop.attempts(), most);
    }

    private Duration timeFor(ApiRequest request) {
        Hop hop = request.hop();
        return hop != null ? hop.remaining() : deadlineOf(request);
    }

    /** The time a client gives its request, or the default. */
    private Duration deadlineOf(ApiRequest request) {
        int millis = request.headers().getInt(Headers.REQUEST_TIMEOUT, 0);
        return millis <= 0 ? settings.limits().request() : Duration.ofMillis(Math.min(millis, MAX_DEADLINE.toMillis()));
    }
}
