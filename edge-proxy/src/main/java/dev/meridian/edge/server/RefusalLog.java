package dev.meridian.edge.server;

import dev.meridian.edge.access.AccessEntry;
import dev.meridian.edge.access.AccessEntry.Asked;
import dev.meridian.edge.access.AccessEntry.Served;
import dev.meridian.edge.access.AccessEntry.Told;
import dev.meridian.edge.access.AccessLog;
import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.ApiPath;
import dev.meridian.routing.region.Label;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the access log of what one connection refuses; an exchange tells of its request itself. Confined to the event
 * loop.
 */
final class RefusalLog {
    private final AccessLog access;
    private final Admission admission;
    private @Nullable HttpRequest request;
    private boolean exchanged;
    private List<Label> residency = List.of();
    private long since = System.nanoTime();

    RefusalLog(AccessLog access, Admission admission) {
        this.access = access;
        this.admission = admission;
    }

    /** A head has come. */
    void nextRequest(HttpRequest next) {
        request = next;
        exchanged = false;
        residency = List.of();
        since = System.nanoTime();
    }

    /** The request may be sent to regions with these labels only. */
    void demands(Collection<Label> labels) {
        residency = List.copyOf(labels);
    }

    /** An exchange answers it. */
    void exchangeBegins() {
        exchanged = true;
    }

    /** It is answered; what comes is another request's. */
    void answered() {
        request = null;
        exchanged = false;
        since = System.nanoTime();
    }

    /**
     * The present request, or one whose head did not come, is refused.
     *
     * @param id null where it has none yet
     * @param bytes of the answer's body
     */
    void refused(ApiError error, @Nullable String id, int bytes) {
        if (!exchanged && access.wants(false)) {
            String named = error.code() == null ? error.type() : error.code();
            Told told = new Told(error.status(), Told.REFUSED, named, -1, System.nanoTime() - since, bytes);
            access.add(new AccessEntry(Instant.now(), asked(request, id), Served.BY_NONE, told));
        }
    }

    private Asked asked(@Nullable HttpRequest of, @Nullable String id) {
        if (of == null || of.decoderResult().isFailure()) {
            return new Asked(id, null, null, null, null, false, List.of(), 0);
        }
        ApiPath path = ApiPath.parse(of.uri());
        return new Asked(
                id == null ? RequestId.own(of.headers()) : id,
                admission.clientName(of.headers()),
                of.method().name(),
                path == null ? null : path.path(),
                null,
                admission.isHop(of.headers()),
                residency,
                announced(of));
    }

    /** What makes no sense as a length may be what the request is refused for. */
    private static long announced(HttpRequest of) {
        try {
            return Math.max(0, HttpUtil.getContentLength(of, 0L));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
