package dev.meridian.edge.server;

import dev.meridian.edge.openai.ApiPath;
import dev.meridian.edge.openai.Hop;
import dev.meridian.edge.openai.RateStanding;
import dev.meridian.edge.settings.ClientKey;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request's head that was let in, and what it is for.
 *
 * @param request the head
 * @param path its path
 * @param purpose what it is for
 * @param id names the request
 * @param client whose key it shows; null where none is asked for, or where another edge asks
 * @param hop what the edge that forwarded it says; null for a client's own request
 * @param rate where the client's rate limit stands; null where none applies
 */
record RequestHead(
        HttpRequest request,
        ApiPath path,
        Purpose purpose,
        String id,
        @Nullable ClientKey client,
        @Nullable Hop hop,
        @Nullable RateStanding rate) {
    /** What a request is for. */
    enum Purpose {
        /** One of the edge's own pages. */
        MANAGEMENT,
        /** Which methods a path takes. */
        OPTIONS,
        /** The list of models. */
        MODELS,
        /** A request whose JSON body names a model: the chain applies. */
        MODEL_CALL,
        /** Any other request to the API: passed through. */
        PASS_THROUGH
    }
}
