package dev.meridian.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a target: idle in its pool, or owned by one call. Confined to its event loop. */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

    /** A far side that has gone says so within a round trip; whoever is silent for longer had the request. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TargetPool pool;
    private final Channel channel;
    private @Nullable UpstreamCall call;
    private boolean pooled;
    private long sentAt;
    private boolean sent;
    private boolean heard;
    private boolean answering;
    private boolean keepAlive = true;
    private long idleSince;

    UpstreamConnection(TargetPool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
    }

    void send(HttpRequest request, UpstreamCall call) {
        this.call = call;
        sentAt = System.nanoTime();
        heard = false;
        answering = false;
        sent = request instanceof LastHttpContent;
        channel.writeAndFlush(request, channel.voidPromise());
    }

    void sendPart(ByteBuf part) {
        channel.writeAndFlush(new DefaultHttpContent(part), channel.voidPromise());
    }

    void sendEnd() {
        sent = true;
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
    }

    void setReading(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    /** Closes at once; the call, if any, is told nothing. */
    void close() {
        call = null;
        channel.close();
    }

    void discardAnswer() {
        if (!isSent()) {
            close();
            return;
        }
        channel.config().setAutoRead(true);
        idleSince = System.nanoTime();
        pool.discarding(this);
    }

    boolean isOpen() {
        return channel.isActive();
    }

    long idleSince() {
        return idleSince;
    }

    /** Returns an unused or a cleanly ended connection to its pool. */
    void giveBack() {
        call = null;
        pooled = true;
        idleSince = System.nanoTime();
        pool.release(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        UpstreamCall current = call;
        if (current == null) {
            ReferenceCountUtil.release(message);
            channel.close();
            return;
        }
        if (message instanceof HttpResponse head) {
            readHead(head, current);
        }
        if (message instanceof HttpContent content) {
            readContent(content, current);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.closed(this);
        breakCall();
    }

    private void breakCall() {
        UpstreamCall current = call;
        call = null;
        if (current != null) {
            current.broken(isStale() ? UpstreamFailure.STALE : UpstreamFailure.RESET_BEFORE_HEAD);
        }
    }

    /** Whether the far side had closed it before it knew of the request, or so it looks. */
    private boolean isStale() {
        return pooled && !heard && System.nanoTime() - sentAt < STALE_NANOS;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (call != null && !sent) {
            call.writable(channel.isWritable());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A broken connection and broken bytes are nothing to tell of; the words of a bug may be a client's.
        if (!(cause instanceof IOException) && !(cause instanceof CodecException)) {
            StackTraceElement[] trace = cause.getStackTrace();
            LOG.error(
                    "an upstream connection is closed by a bug: {} at {}",
                    cause.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
        }
        try {
            breakCall(); // before the end, of which the decoder makes a whole answer where the head says no length
        } finally {
            ctx.close();
        }
    }

    private void readHead(HttpResponse head, UpstreamCall current) {
        if (head.decoderResult().isFailure() || !isAnswer(head.status().code())) {
            fail(current, UpstreamFailure.MALFORMED);
            return;
        }
        heard = true;
        boolean interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        answering = !interim;
        if (answering) {
            keepAlive = HttpUtil.isKeepAlive(head) && framed(head);
            current.head(head);
        } else {
            current.interim(head);
        }
    }

    private void readContent(HttpContent content, UpstreamCall current) {
        if (!answering) {
            content.release();
        } else if (content.decoderResult().isFailure()) {
            content.release();
            fail(current, UpstreamFailure.RESET_AFTER_HEAD);
        } else {
            current.content(content.content());
            if (content instanceof LastHttpContent && call == current) {
                end(current);
            }
        }
    }

    private void end(UpstreamCall current) {
        channel.config().setAutoRead(true);
        if (keepAlive && isSent()) {
            giveBack();
        } else {
            close();
        }
        current.end();
    }

    /** Whether the far side has taken all of the request: what it has not would keep the next one waiting. */
    private boolean isSent() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return sent && (waiting == null || waiting.isEmpty());
    }

    private void fail(UpstreamCall current, UpstreamFailure failure) {
        close();
        current.fail(failure);
    }

    /** RFC 9110, section 15, knows no other ones; and this side never asks for another protocol, which 101 would begin. */
    private static boolean isAnswer(int status) {
        return status >= 100 && status < 600 && status != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }

    private static boolean framed(HttpResponse head) {
        int status = head.status().code();
        return status == 204
                || status == 304
                || HttpUtil.isContentLengthSet(head)
                || HttpUtil.isTransferEncodingChunked(head);
    }
}
