package dev.meridian.edge.server;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/** The rest of a refused request's body, which is read so that the connection can stay. Confined to its event loop. */
final class SkippedBody {
    /** More than this is not worth a connection. */
    static final int MAX_BYTES = 64 * 1024;

    /** How it stands. */
    enum State {
        MORE,
        WHOLE,
        /** The connection is worth less than the rest. */
        GIVEN_UP
    }

    private int skipped;

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
