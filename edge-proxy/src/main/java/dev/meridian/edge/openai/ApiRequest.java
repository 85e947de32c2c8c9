package dev.meridian.edge.openai;

import dev.meridian.routing.region.Label;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A client's request, whole.
 *
 * @param method the method
 * @param path the path and query
 * @param headers as the client sent them
 * @param body the body; owned by the exchange, which releases it
 * @param streamed whether the body comes later, in parts, and can be sent only once; then {@code body} is empty
 * @param id names the request in logs and to the client
 * @param client the name of the client's key; null where another edge asks
 * @param hop what the edge that forwarded it says; null for a client's own request
 * @param rate where the client's rate limit stands; null where none applies
 * @param explain whether the client wants to be told what was tried
 * @param residency the labels that every region must carry which it is sent to; empty where any will do
 * @param model what the body says; null where the path takes no model or the body is not JSON
 */
public record ApiRequest(
        HttpMethod method,
        ApiPath path,
        HttpHeaders headers,
        ByteBuf body,
        boolean streamed,
        String id,
        @Nullable String client,
        @Nullable Hop hop,
        @Nullable RateStanding rate,
        boolean explain,
        SortedSet<Label> residency,
        @Nullable ModelRequest model) {
    /** Whether the answer is to be streamed. */
    public boolean wantsStream() {
        return model != null && model.stream();
    }
}
