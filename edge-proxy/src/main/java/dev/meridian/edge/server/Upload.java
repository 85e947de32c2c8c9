package dev.meridian.edge.server;

import dev.meridian.edge.failover.Exchange;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;

/**
 * A request body that goes on to the upstream as it comes, at the pace of the slower side: what the codec has decoded
 * waits here while the upstream takes nothing, and no more is read. Confined to its event loop.
 */
final class Upload {
    /** Smaller bodies are kept, so that another region can be tried with them. */
    private static final int MAX_KEPT = 64 * 1024;

    private final Exchange exchange;
    private final Channel channel;
    private final long maxBytes;
    private final ArrayDeque<HttpContent> waiting = new ArrayDeque<>();
    private boolean open;
    private boolean complete;
    private boolean ended;
    private long bytes;

    Upload(Exchange exchange, Channel channel, long maxBytes) {
        this.exchange = exchange;
        this.channel = channel;
        this.maxBytes = maxBytes;
        channel.config().setAutoRead(false);
    }

    /** Whether a passed-through request's body is too large, or may be, to be kept. */
    static boolean isFor(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > MAX_KEPT;
    }

    /** Takes a part and owns it; false, with the part released, where the body is over the limit. */
    boolean offer(HttpContent part) {
        bytes += part.content().readableBytes();
        if (bytes > maxBytes) {
            part.release();
            return false;
        }
        complete = part instanceof LastHttpContent;
        waiting.add(part);
        drain();
        return true;
    }

    /** The upstream takes more, or does not any more. */
    void open(boolean open) {
        this.open = open;
        drain();
        channel.config().setAutoRead(this.open || ended);
    }

    /** Whether the client is being read. */
    boolean isOpen() {
        return open;
    }

    /** Whether the whole body has come; what comes now is another request's. */
    boolean isComplete() {
        return complete;
    }

    /** Whether the whole body has gone on. */
    boolean hasEnded() {
        return ended;
    }

    void free() {
        waiting.forEach(HttpContent::release);
        waiting.clear();
    }

    private void drain() {
        while (open && !waiting.isEmpty()) {
            HttpContent part = waiting.poll();
            boolean last = part instanceof LastHttpContent;
            exchange.bodyPart(part.content());
            if (last) {
                ended = true;
                exchange.bodyEnd();
            }
        }
    }
}
