package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.CallReader;
import dev.meridian.simulator.answer.Endpoint;
import dev.meridian.simulator.answer.Reading;
import dev.meridian.simulator.answer.Refusal;
import dev.meridian.simulator.log.RequestLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gathers the requests of one connection; hands on each as a {@link Request}, or why there can be no more. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, and that is seen
final class RequestReader extends SimpleChannelInboundHandler<HttpObject> {
    private static final String REGION_HEADER = "x-sim-region";
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Listener listener;
    private final RequestLog log;
    private final long connection;
    private final Upload upload = new Upload(Upload.MAX_BYTES);
    private @Nullable HttpRequest head;
    private long receivedNanos;
    private boolean refused;

    RequestReader(Listener listener, RequestLog log, long connection) {
        this.listener = listener;
        this.log = log;
        this.connection = connection;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (head != null) {
            log.stats().uploadAbandoned();
        }
        ctx.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (refused) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            refuse(ctx, Refusal.invalid("Malformed HTTP request", null));
            return;
        }
        if (message instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (message instanceof HttpContent content && head != null) {
            gather(ctx, head, content.content(), message instanceof LastHttpContent);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        receivedNanos = System.nanoTime();
        if (HttpUtil.getContentLength(request, 0L) > Upload.MAX_BYTES) {
            refuse(ctx, tooLarge());
        } else if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
        }
    }

    private void gather(ChannelHandlerContext ctx, HttpRequest received, ByteBuf content, boolean last) {
        if (!upload.add(content)) {
            refuse(ctx, tooLarge());
        } else if (last) {
            head = null;
            ctx.fireChannelRead(request(received, upload.take()));
        }
    }

    private Request request(HttpRequest received, byte[] body) {
        String uri = received.uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        String region = received.headers().get(REGION_HEADER);
        Endpoint endpoint = Endpoint.at(path);
        Reading reading = endpoint == null ? null : CallReader.read(endpoint, body);
        return new Request(
                connection,
                region == null ? listener.region() : region,
                received.method().name(),
                uri,
                path,
                received.headers(),
                body,
                HttpUtil.isKeepAlive(received),
                receivedNanos,
                reading);
    }

    /** What follows on the connection cannot be told apart. */
    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        refused = true;
        head = null;
        ctx.fireChannelRead(refusal);
    }

    private static Refusal tooLarge() {
        String message = "Request body is larger than " + Upload.MAX_BYTES + " bytes, the limit";
        return new Refusal(413, message, Refusal.INVALID_REQUEST, null, null);
    }
}
