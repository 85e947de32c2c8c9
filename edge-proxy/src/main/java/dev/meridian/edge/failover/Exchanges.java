package dev.meridian.edge.failover;

import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.upstream.Upstreams;
import java.time.Duration;

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
        return settings.chain().models().contains(model) ? model : "other";
    }

    /** The time a client gives its request, or the default. */
    Duration deadlineOf(ApiRequest request) {
        int millis = request.headers().getInt(Headers.REQUEST_TIMEOUT, 0);
        return millis <= 0 ? settings.limits().request() : Duration.ofMillis(Math.min(millis, MAX_DEADLINE.toMillis()));
    }
}
