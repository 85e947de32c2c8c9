package dev.meridian.edge.server;

import dev.meridian.edge.admission.Credentials;
import dev.meridian.edge.admission.RateAnswer;
import dev.meridian.edge.admission.RateLimits;
import dev.meridian.edge.failover.Exchanges;
import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.ApiPath;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.openai.Hop;
import dev.meridian.edge.openai.RateStanding;
import dev.meridian.edge.server.RequestHead.Purpose;
import dev.meridian.edge.settings.ClientKey;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets requests in by their head, or says what is wrong with them; no body is read before. Thread-safe. */
final class Admission {
    /** A head that was let in, or the error for the client. */
    sealed interface Verdict {
        /** The request goes on. */
        record Admitted(RequestHead head) implements Verdict {}

        /**
         * The client is told what is wrong.
         *
         * @param close whether nothing more can be understood on the connection
         * @param more headers of the answer besides the usual ones
         */
        record Refused(ApiError error, String reason, boolean close, HttpHeaders more) implements Verdict {}
    }

    private static final Set<String> MODEL_CALLS =
            Set.of("/v1/chat/completions", "/v1/completions", "/v1/embeddings", ApiPath.RESPONSES);

    private final Credentials credentials;
    private final RateLimits rates;
    private final long maxBody;

    Admission(Credentials credentials, RateLimits rates, long maxBody) {
        this.credentials = credentials;
        this.rates = rates;
        this.maxBody = maxBody;
    }

    Verdict judge(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return malformed(request.decoderResult());
        }
        if (!RequestFraming.isClear(request)) {
            return refuseAndClose(
                    400,
                    "A request needs one Host, HTTP/1.0 or 1.1, and no Transfer-Encoding but chunked in 1.1",
                    "framing");
        }
        ApiPath path = ApiPath.parse(request.uri());
        if (path == null) {
            return refuse(
                    400, "The path is not in its plain form: no empty or dot segments, no encoded separators", "path");
        }
        boolean own = Management.serves(path.path());
        if (!own && !path.isApi()) {
            return refuse(404, "There is nothing at " + shown(path.path()) + "; the API is under /v1/", "path");
        }
        if (own || request.method().equals(HttpMethod.OPTIONS)) {
            return admitOpen(request, path);
        }
        return admitApi(request, path);
    }

    /** What anybody may ask without a key, and without a body. */
    private static Verdict admitOpen(HttpRequest request, ApiPath path) {
        HttpMethod method = request.method();
        boolean options = method.equals(HttpMethod.OPTIONS);
        if (!options && !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            return wrongMethod(request, path, methodsOf(path));
        }
        if (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0) {
            return refuseAndClose(413, path.path() + " takes no body with " + method, "body");
        }
        return admitted(request, path, options ? Purpose.OPTIONS : Purpose.MANAGEMENT, null, null, null);
    }

    /** The name of the key that a client shows; null for none that is known. */
    @Nullable
    String clientName(HttpHeaders headers) {
        ClientKey client = credentials.client(headers);
        return client == null ? null : client.name();
    }

    /** Whether another edge passes the request on. */
    boolean isHop(HttpHeaders headers) {
        return headers.contains(Headers.HOP) && credentials.isPeer(headers);
    }

    /** What comes from another edge, or from an agent by the peer token, was limited where a client sent it, or is no client's. */
    private Verdict admitApi(HttpRequest request, ApiPath path) {
        HttpHeaders headers = request.headers();
        boolean peer = credentials.isPeer(headers);
        Hop hop = peer && headers.contains(Headers.HOP) ? hop(headers) : null;
        Purpose purpose = purpose(request, path);
        if (hop != null || (peer && purpose == Purpose.MODELS)) {
            return admitFit(request, path, purpose, null, hop, null);
        }
        ClientKey client = credentials.client(headers);
        if (client == null) {
            return refused(ApiError.wrongKey(), "credential", false);
        }
        return switch (rates.ask(client)) {
            case RateAnswer.Granted granted -> admitFit(request, path, purpose, client, null, granted.standing());
            case RateAnswer.Exceeded exceeded -> tooMany(exceeded);
        };
    }

    private Verdict admitFit(
            HttpRequest request,
            ApiPath path,
            Purpose purpose,
            @Nullable ClientKey client,
            @Nullable Hop hop,
            @Nullable RateStanding rate) {
        Verdict unfit = purpose == Purpose.MODEL_CALL ? checkModelCall(request, path) : null;
        if (unfit != null) {
            return unfit;
        }
        long length = HttpUtil.getContentLength(request, -1L);
        if (length > maxBody) {
            return refuse(413, "The request body has " + length + " bytes, the limit is " + maxBody, "body");
        }
        return admitted(request, path, purpose, client, hop, rate);
    }

    private static Verdict tooMany(RateAnswer.Exceeded exceeded) {
        HttpHeaders more = new DefaultHttpHeaders();
        exceeded.standing().writeTo(more);
        Headers.retryAfter(more, exceeded.waitNanos());
        return new Verdict.Refused(ApiError.rateLimited(exceeded.message()), "rate_limit", false, more);
    }

    private static @Nullable Verdict checkModelCall(HttpRequest request, ApiPath path) {
        if (!request.method().equals(HttpMethod.POST)) {
            return wrongMethod(request, path, methodsOf(path));
        }
        if (!HttpUtil.isContentLengthSet(request) && !HttpUtil.isTransferEncodingChunked(request)) {
            return refuseAndClose(
                    411, path.path() + " needs a body: Content-Length or Transfer-Encoding: chunked", "length");
        }
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
        if (type != null && !isJson(type)) {
            return refuseAndClose(415, "The content type must be application/json, not " + shown(type), "type");
        }
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return refuse(415, "The content encoding must be identity, not " + shown(encoding), "encoding");
        }
        return null;
    }

    /** The methods that a path takes, as {@code Allow} lists them. */
    static String methodsOf(ApiPath path) {
        if (Management.serves(path.path())) {
            return "GET, HEAD, OPTIONS";
        }
        return MODEL_CALLS.contains(path.path()) ? "POST, OPTIONS" : "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    }

    private static Verdict wrongMethod(HttpRequest request, ApiPath path, String allowed) {
        ApiError error = ApiError.invalid(
                405, path.path() + " takes " + allowed + ", not " + request.method(), "method_not_allowed", null);
        HttpHeaders more = new DefaultHttpHeaders().set(HttpHeaderNames.ALLOW, allowed);
        return new Verdict.Refused(error, "method", false, more);
    }

    /** Nothing but parameters may follow: a folded line, which another reader may take for a header, is not one. */
    private static boolean isJson(String type) {
        if (type.equals("application/json")) {
            return true; // as nearly all say
        }
        CharSequence mediaType = HttpUtil.getMimeType(type); // null where the header is empty
        return mediaType != null && mediaType.toString().strip().equalsIgnoreCase("application/json");
    }

    private static Purpose purpose(HttpRequest request, ApiPath path) {
        if (MODEL_CALLS.contains(path.path())) {
            return Purpose.MODEL_CALL;
        }
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        boolean list = path.path().equals("/v1/models") && reads;
        return list ? Purpose.MODELS : Purpose.PASS_THROUGH;
    }

    private static Hop hop(HttpHeaders headers) {
        long millis = number(headers, Headers.DEADLINE, Exchanges.MAX_DEADLINE.toMillis());
        Duration remaining = headers.contains(Headers.DEADLINE) ? Duration.ofMillis(millis) : null;
        return new Hop(remaining, (int) number(headers, Headers.ATTEMPTS_LEFT, 10));
    }

    /** A header's number within 1 to the maximum; the maximum where there is none. */
    private static long number(HttpHeaders headers, CharSequence name, long max) {
        return Math.clamp(headers.getInt(name, Math.toIntExact(max)), 1, max);
    }

    private static Verdict admitted(
            HttpRequest request,
            ApiPath path,
            Purpose purpose,
            @Nullable ClientKey client,
            @Nullable Hop hop,
            @Nullable RateStanding rate) {
        return new Verdict.Admitted(
                new RequestHead(request, path, purpose, RequestId.of(request.headers()), client, hop, rate));
    }

    private static Verdict malformed(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            return refuseAndClose(414, "The request line is over the limit", "malformed");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return refuseAndClose(431, "The request's headers are over the limit", "malformed");
        }
        return refuseAndClose(400, "The request is not valid HTTP", "malformed");
    }

    private static Verdict refuse(int status, String message, String reason) {
        return refused(ApiError.invalid(status, message, null, null), reason, false);
    }

    private static Verdict refuseAndClose(int status, String message, String reason) {
        return refused(ApiError.invalid(status, message, null, null), reason, true);
    }

    private static Verdict refused(ApiError error, String reason, boolean close) {
        return new Verdict.Refused(error, reason, close, EmptyHttpHeaders.INSTANCE);
    }

    private static String shown(String text) {
        return "\"" + (text.length() > 100 ? text.substring(0, 100) + "..." : text) + "\"";
    }
}
