package dev.meridian.edge.failover;

import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.route.RegionTarget;
import dev.meridian.edge.settings.CurrentApiKey;
import dev.meridian.routing.region.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the requests of attempts: the client's, with the credential and the bounds that the target needs. */
final class AttemptRequests {
    /** What is copied was validated when it was read, and the rest is ours. */
    private static final HttpHeadersFactory UNVALIDATED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private final CurrentApiKey apiKey;
    private final @Nullable AsciiString peerToken;

    AttemptRequests(ExchangeSettings settings) {
        this.apiKey = settings.apiKey();
        this.peerToken = settings.peerToken() == null ? null : AsciiString.of(settings.peerToken());
    }

    /** The request for an upstream API. */
    HttpRequest toUpstream(ApiRequest request, Candidate candidate) {
        Endpoint endpoint = candidate.target().endpoint();
        HttpRequest attempt = copy(
                request,
                candidate.target(),
                endpoint.basePath() + request.path().afterV1(),
                bodyFor(request, candidate));
        attempt.headers().set(HttpHeaderNames.AUTHORIZATION, apiKey.bearer());
        if (request.wantsStream()) {
            attempt.headers().set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        } else if (candidate.model() != null) {
            narrowCodings(attempt.headers());
        }
        return attempt;
    }

    /** Errors and usage are read here, and of all codings gzip is the one that is understood. */
    private static void narrowCodings(HttpHeaders headers) {
        String wanted = headers.get(HttpHeaderNames.ACCEPT_ENCODING);
        if (wanted != null && !wanted.equals("gzip")) {
            headers.set(
                    HttpHeaderNames.ACCEPT_ENCODING,
                    takesGzip(wanted) ? HttpHeaderValues.GZIP : HttpHeaderValues.IDENTITY);
        }
    }

    /** RFC 9110, section 12.5.3: a coding is refused by a weight of 0, and a star stands for those that are not named. */
    private static boolean takesGzip(String codings) {
        boolean others = false;
        for (String coding : codings.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.replace(" ", "").split(";", -1);
            boolean taken = parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
            if (parts[0].equals("gzip")) {
                return taken;
            }
            others |= taken && parts[0].equals("*");
        }
        return others;
    }

    /**
     * The request for another edge, which runs the model chain in its region.
     *
     * @param remainingMillis the time left for it; negative where there is no limit
     */
    HttpRequest toPeer(ApiRequest request, Candidate candidate, long remainingMillis, int attemptsLeft) {
        Endpoint endpoint = candidate.target().endpoint();
        String path =
                endpoint.basePath() + request.path().path() + request.path().query();
        HttpRequest attempt = copy(request, candidate.target(), path, bodyFor(request, candidate));
        HttpHeaders headers = attempt.headers();
        headers.set(Headers.HOP, "1");
        if (peerToken != null) {
            headers.set(Headers.PEER, peerToken);
        }
        if (remainingMillis >= 0) {
            headers.set(Headers.DEADLINE, Long.toString(Math.max(1, remainingMillis)));
        }
        if (request.explain()) {
            headers.set(Headers.EXPLAIN, "1");
        }
        headers.set(Headers.ATTEMPTS_LEFT, Integer.toString(attemptsLeft));
        return attempt;
    }

    private static HttpRequest copy(ApiRequest request, RegionTarget target, String uri, ByteBuf body) {
        HttpRequest attempt = request.streamed()
                ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), uri, UNVALIDATED)
                : new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, request.method(), uri, body, UNVALIDATED, UNVALIDATED);
        HttpHeaders headers = attempt.headers();
        Headers.copyRequest(request.headers(), headers);
        headers.set(HttpHeaderNames.HOST, target.authority());
        headers.set(Headers.REQUEST_ID, request.id());
        String declared = request.streamed() ? request.headers().get(HttpHeaderNames.CONTENT_LENGTH) : null;
        if (declared != null) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, declared);
        } else if (request.streamed()) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (body.isReadable() || request.method().equals(HttpMethod.POST)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
        }
        return attempt;
    }

    private static ByteBuf bodyFor(ApiRequest request, Candidate candidate) {
        String model = candidate.model();
        if (model == null || request.model() == null) {
            return request.body().isReadable() ? request.body().retainedDuplicate() : Unpooled.EMPTY_BUFFER;
        }
        return request.model().bodyFor(model, request.body());
    }
}
