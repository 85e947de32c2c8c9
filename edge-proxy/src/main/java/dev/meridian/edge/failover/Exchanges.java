package dev.meridian.edge.failover;

import dev.meridian.edge.access.AccessLog;
import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.observe.PlaceMeters;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.openai.Hop;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.settings.FallbackSettings;
import dev.meridian.edge.settings.Price;
import dev.meridian.edge.upstream.Upstreams;
import dev.meridian.routing.pick.RegionPicker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes exchanges, and holds what they have in common. Thread-safe. */
public final class Exchanges {
    /** The longest time that a client or another edge may ask for. */
    public static final Duration MAX_DEADLINE = Duration.ofHours(1);

    private final ExchangeSettings settings;
    private final AttemptRequests requests;
    private final EdgeMetrics metrics;
    private final AccessLog access;
    private final RetryBudget budget = new RetryBudget();
    private final Cooldowns cooldowns = new Cooldowns();
    private final CredentialAlarm alarm = new CredentialAlarm();

    public Exchanges(ExchangeSettings settings, EdgeMetrics metrics, AccessLog access) {
        this.settings = settings;
        this.requests = new AttemptRequests(settings);
        this.metrics = metrics;
        this.access = access;
        metrics.show("retry.budget.tokens", "What is left for repetitions, of 500", budget::tokens);
        metrics.show(
                "cooling.models",
                "Models that a limit of the upstream's key keeps from being asked",
                () -> cooldowns.count(System.nanoTime()));
    }

    /**
     * An exchange for the caller's event loop, which starts it; it answers through {@code client}.
     *
     * @param request the exchange owns its body
     * @param random 64 uniformly random bits
     */
    public Exchange create(
            ApiRequest request, ClientResponse client, Upstreams upstreams, RoutingView view, long random) {
        return new Exchange(new ExchangeParts(
                this,
                upstreams,
                request,
                client,
                view,
                planFor(request, view, random),
                clockFor(request),
                new AnswerRelay(
                        client,
                        request.path(),
                        request.model() == null ? 1 : request.model().choices())));
    }

    ExchangeSettings settings() {
        return settings;
    }

    AttemptRequests requests() {
        return requests;
    }

    RetryBudget budget() {
        return budget;
    }

    Cooldowns cooldowns() {
        return cooldowns;
    }

    CredentialAlarm alarm() {
        return alarm;
    }

    /** How long a model is left alone whose limit says nothing of when it ends. */
    Duration firstDelay() {
        return settings.fallback()
                .get()
                .retry()
                .delay(0, ThreadLocalRandom.current().nextDouble());
    }

    /** The longest unary attempt at the upstream, or the longest time to a stream's first content. */
    Duration attemptLimit(ApiRequest request, Candidate candidate) {
        return request.wantsStream()
                ? settings.firstContent(candidate.model())
                : settings.upstream().timeout();
    }

    EdgeMetrics metrics() {
        return metrics;
    }

    AccessLog access() {
        return access;
    }

    /**
     * The meters of where an attempt is made.
     *
     * @param served the model that another edge says it asked; null where the candidate's was
     */
    PlaceMeters place(Candidate candidate, @Nullable String served) {
        String model = served == null ? candidate.model() : served;
        return metrics.place(candidate.target().id().value(), model == null ? EdgeMetrics.NONE : modelLabel(model));
    }

    /** The model as a metric label: bounded by the chain and the list of prices, since clients can name anything. */
    public String modelLabel(String model) {
        boolean known = settings.fallback().get().chain().models().contains(model)
                || settings.prices().get().byModel().containsKey(model);
        return known ? model : "other";
    }

    /** What a model costs now. */
    Price price(String model) {
        return settings.prices().get().of(model);
    }

    /** What the chain's first model costs now. */
    Price primaryPrice() {
        return price(settings.fallback().get().chain().models().getFirst());
    }

    /** The way over regions and models that a request may take. */
    private AttemptPlan planFor(ApiRequest request, RoutingView view, long random) {
        long closed = (settings.peerToken() == null ? view.hops() : 0) | view.illegal(request.residency());
        FallbackSettings fallback = settings.fallback().get();
        PlanRules rules = new PlanRules(
                attemptsFor(request, fallback),
                fallback.retry(),
                settings.largerModel(),
                budget,
                cooldowns,
                ThreadLocalRandom.current()::nextDouble);
        return new AttemptPlan(view, chainFor(request, fallback), choiceFor(request, random), closed, rules);
    }

    /** The times of a request that begins now. */
    private AttemptClock clockFor(ApiRequest request) {
        return new AttemptClock(settings.limits(), request.wantsStream(), timeFor(request), System.nanoTime());
    }

    private static List<String> chainFor(ApiRequest request, FallbackSettings fallback) {
        return request.model() == null
                ? List.of()
                : fallback.chain().from(request.model().model());
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

    private static int attemptsFor(ApiRequest request, FallbackSettings fallback) {
        Hop hop = request.hop();
        int most = fallback.maxAttempts();
        return hop == null ? most : Math.min(hop.attempts(), most);
    }

    /** The time that another edge or the client gives a request; else the default, which streams do not have. */
    private @Nullable Duration timeFor(ApiRequest request) {
        Hop hop = request.hop();
        int millis = hop != null ? 0 : request.headers().getInt(Headers.REQUEST_TIMEOUT, 0);
        Duration given = hop != null ? hop.remaining() : millis > 0 ? Duration.ofMillis(millis) : null;
        Duration otherwise = request.wantsStream() ? null : settings.limits().request();
        return given == null || given.compareTo(MAX_DEADLINE) < 0 ? (given == null ? otherwise : given) : MAX_DEADLINE;
    }
}
