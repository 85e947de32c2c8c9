package dev.meridian.edge.failover;

import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.route.RoutingView;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponse;

/** The headers between an upstream's answer and the client's. Pure but for the headers that it is given. */
final class AnswerHeaders {
    /** What is copied was validated when it was read, and the rest is ours. */
    private static final HttpHeadersFactory UNVALIDATED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private AnswerHeaders() {}

    /** For an answer of the edge's own. */
    static HttpHeaders own(ApiRequest request, RoutingView view, int attempts) {
        return withTrail(UNVALIDATED.newHeaders(), request, view, attempts);
    }

    /** For an upstream's answer: its own headers, changed in place. */
    static HttpHeaders of(HttpResponse head, Candidate served, ApiRequest request, RoutingView view, int attempts) {
        HttpHeaders headers = head.headers();
        // The other side of a hop knows best what served.
        boolean hop = served.target().hop();
        String region = hop ? headers.get(Headers.REGION) : served.target().id().value();
        String model = hop ? headers.get(Headers.MODEL) : served.model();
        Headers.stripResponse(headers);
        if (region != null) {
            headers.set(Headers.REGION, region);
        }
        if (model != null) {
            headers.set(Headers.MODEL, model);
        }
        return withTrail(headers, request, view, attempts);
    }

    /** Upstream calls that the other side of a hop made besides the one that this side counts. */
    static int callsBeyondThis(HttpResponse head, Candidate current) {
        return current.target().hop() ? Math.clamp(head.headers().getInt(Headers.ATTEMPTS, 1) - 1L, 0, 10) : 0;
    }

    private static HttpHeaders withTrail(HttpHeaders headers, ApiRequest request, RoutingView view, int attempts) {
        headers.set(Headers.REQUEST_ID, request.id());
        headers.set(Headers.TABLE, view.versionText());
        headers.set(Headers.ATTEMPTS, Integer.toString(attempts));
        return headers;
    }
}
