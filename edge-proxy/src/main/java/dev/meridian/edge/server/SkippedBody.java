package dev.meridian.edge.server;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/** The rest of a refused request's body, which is read so that the connection can stay. Confined to its event loop. */
final class SkippedBody {
    /** More than this is not worth a connection. */
    private static final int MAX_BYTES = 64 * 1024;

    /** How it stands. */
    enum State {
        MORE,
        WHOLE,
        /** The connection is worth less than the rest. */
        GIVEN_UP
    }

    private int skipped;

    /**
     * Whether a refused request's body is worth reading. A client that waits for 100 may or may not send its body after a
     * refusal, so that nobody knows what comes next.
     */
    static boolean isFor(HttpRequest request) {
        return !HttpUtil.is100ContinueExpected(request) && HttpUtil.getContentLength(request, 0L) <= MAX_BYTES;
    }

    /** Takes a part and releases it. */
    State skip(HttpContent content) {
        skipped += content.content().readableBytes();
        boolean broken = content.decoderResult().isFailure();
        boolean last = content instanceof LastHttpContent;
        content.release();
        if (broken || (!last && skipped > MAX_BYTES)) {
            return State.GIVEN_UP;
        }
        return last ? State.WHOLE : State.MORE;
    }
}
