package dev.meridian.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes requests no further than the connection takes them. What clients send ahead of an answer waits as the bytes they
 * sent, and beyond a bound on those the connection is not read. Confined to its event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    /** RFC 9112, section 3, recommends to take request lines of at least 8000 octets. */
    private static final int MAX_LINE = 8 * 1024;

    private static final int MAX_CHUNK = 64 * 1024;

    /** Until so many bytes wait the connection is read, so that a client that leaves is noticed. */
    private static final int MAX_WAITING = 64 * 1024;

    private final ClientConnection connection;
    private @Nullable ChannelHandlerContext context;
    private boolean decoding;
    private boolean stopped;

    /** @param maxHead the largest head in bytes */
    RequestDecoder(ClientConnection connection, int maxHead) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(maxHead)
                .setMaxChunkSize(MAX_CHUNK));
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        if (bytes instanceof ByteBuf some && some.isReadable()) {
            connection.bytesReceived(some.readableBytes());
        }
        decoding = true;
        try {
            super.channelRead(ctx, bytes);
        } finally {
            decoding = false;
        }
    }

    /** Without the parent's, which reads on, whatever was said, where nothing came of what was read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (connection.takesMore()) {
            super.channelReadComplete(ctx);
        } else {
            discardSomeReadBytes();
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) throws Exception {
        if (connection.takesMore()) {
            super.decode(ctx, bytes, out);
        } else if (bytes.readableBytes() >= MAX_WAITING) {
            stopped = true;
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** Goes on with what waits; to be called whenever the connection takes more again. */
    void resume() {
        ChannelHandlerContext current = context;
        if (decoding || current == null) {
            return; // the decoding that runs finds that more is taken
        }
        if (actualReadableBytes() > 0) {
            try {
                channelRead(current, Unpooled.EMPTY_BUFFER);
            } catch (Exception e) {
                current.fireExceptionCaught(e);
            }
        }
        if (stopped && actualReadableBytes() < MAX_WAITING) {
            stopped = false;
            if (!connection.isUploading()) { // whose pace is that of its upstream
                current.channel().config().setAutoRead(true);
            }
        }
    }
}
