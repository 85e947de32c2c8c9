package dev.meridian.edge.failover;

import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.upstream.UpstreamFailure;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Says whose fault a failure is. Pure. */
final class FaultClassifier {
    private FaultClassifier() {}

    /** The fault that an answer's head shows; null if there is none, or if it is the client's to see. */
    static @Nullable Fault ofHead(HttpResponse head, boolean hop) {
        int status = head.status().code();
        return hop ? ofPeer(status, head) : ofStatus(status);
    }

    /** An edge never answers 401 to a hop whose token it knows: the two have different tokens. */
    private static @Nullable Fault ofPeer(int status, HttpResponse head) {
        boolean says =
                status >= 502 && status <= 504 && "region".equals(head.headers().get(Headers.FAULT));
        return says || status == 401 ? Fault.REGION : null;
    }

    /** The fault that an upstream API's status shows; null for success. */
    static @Nullable Fault ofStatus(int status) {
        if (status >= 500) {
            return Fault.MODEL;
        }
        return switch (status) {
            case 401, 402, 403 -> Fault.CREDENTIAL;
            case 429 -> Fault.QUOTA;
            case 408 -> Fault.MODEL;
            default -> status >= 400 ? Fault.CLIENT : null;
        };
    }

    /** The fault of an answer that did not come whole. */
    static Fault ofFailure(UpstreamFailure failure, boolean hop) {
        return switch (failure) {
            case CONNECT, RESET_BEFORE_HEAD -> Fault.REGION;
            case STALE -> Fault.STALE;
            case OVERLOADED -> Fault.OVERLOAD;
            case RESET_AFTER_HEAD, MALFORMED -> hop ? Fault.REGION : Fault.MODEL;
        };
    }
}
