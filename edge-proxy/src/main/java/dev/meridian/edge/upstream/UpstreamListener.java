package dev.meridian.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Is told what becomes of a call, on the call's event loop: at most one head, then contents, then one end or one
 * failure. After {@link UpstreamCall#cancel} it is told nothing more.
 */
public interface UpstreamListener {
    /** The body of a request that is sent in parts may be sent on, or not any more. */
    void onWritable(boolean writable);

    /** An interim answer (1xx), of which there may be any number before the head. */
    void onInterim(HttpResponse head);

    /** The final answer's status and headers. */
    void onHead(HttpResponse head);

    /** A part of the body; the listener owns the buffer and releases it. May be empty. */
    void onContent(ByteBuf content);

    /** The answer is whole. */
    void onEnd();

    /** There will be no whole answer. */
    void onFailure(UpstreamFailure failure);
}
