package dev.meridian.edge.failover;

import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.route.RoutingView;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headers between an upstream's answer and the client's. Pure. */
final class AnswerHeaders {
    /** What is copied was validated when it was read, a model's name is a text of one line, and the rest is ours. */
    private static final HttpHeadersFactory UNVALIDATED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private AnswerHeaders() {}

    /** For an answer of the edge's own. */
    static HttpHeaders own(ApiRequest request, RoutingView view, AttemptPlan plan) {
        return withTrail(UNVALIDATED.newHeaders(), request, view, plan, null);
    }

    /** For an upstream's answer: what of its own headers goes on, and ours. */
    static HttpHeaders of(HttpResponse head, Candidate served, ApiRequest request, RoutingView view, AttemptPlan plan) {
        HttpHeaders from = head.headers();
        // The other side of a hop knows best what served.
        boolean hop = served.target().hop();
        String region = hop ? from.get(Headers.REGION) : served.target().id().value();
        String model = hop ? from.get(Headers.MODEL) : served.model();
        String trail = hop ? from.get(Headers.TRAIL) : null;
        HttpHeaders headers = UNVALIDATED.newHeaders();
        Headers.copyAnswer(from, headers, request.rate() == null);
        if (region != null) {
            headers.set(Headers.REGION, region);
        }
        if (model != null) {
            headers.set(Headers.MODEL, model);
        }
        boolean told = !request.explain() || trail != null;
        return withTrail(headers, request, view, plan, told ? trail : answered(head, served, model));
    }

    private static String answered(HttpResponse head, Candidate served, @Nullable String model) {
        return served.target().id() + (model == null ? "" : "/" + model) + " HTTP "
                + head.status().code();
    }

    private static HttpHeaders withTrail(
            HttpHeaders headers, ApiRequest request, RoutingView view, AttemptPlan plan, @Nullable String answered) {
        headers.set(Headers.REQUEST_ID, request.id());
        headers.set(Headers.TABLE, view.versionText());
        int told = request.hop() == null ? plan.attempts() : plan.calls(); // the other edge goes on counting
        headers.set(Headers.ATTEMPTS, Integer.toString(told));
        if (request.rate() != null) {
            request.rate().writeTo(headers);
        }
        if (request.explain()) {
            headers.set(Headers.TRAIL, trail(request, plan.trials(), answered));
        }
        return headers;
    }

    private static String trail(ApiRequest request, List<Trial> trials, @Nullable String answered) {
        Stream<String> steps = trials.stream().map(Trial::trail);
        if (!request.residency().isEmpty()) {
            steps = Stream.concat(Stream.of("only regions with " + request.residency()), steps);
        }
        return (answered == null ? steps : Stream.concat(steps, Stream.of(answered))).collect(Collectors.joining("; "));
    }
}
