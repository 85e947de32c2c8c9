package dev.meridian.edge.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets up client connections, as many as are allowed at once. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    /** RFC 9112, section 3, recommends to take request lines of at least 8000 octets. */
    private static final int MAX_LINE = 8 * 1024;

    private static final int MAX_CHUNK = 64 * 1024;

    private final ServerParts parts;
    private final Map<EventLoop, LoopContext> loops;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionInitializer(ServerParts parts, Map<EventLoop, LoopContext> loops) {
        this.parts = parts;
        this.loops = loops;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (open.incrementAndGet() > parts.limits().connections()) {
            open.decrementAndGet();
            parts.metrics().refused("connections");
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        LoopContext loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("a connection on a foreign event loop");
        }
        ByteWatch watch = new ByteWatch();
        channel.pipeline()
                .addLast(watch)
                .addLast(new HttpServerCodec(
                        MAX_LINE, Math.toIntExact(parts.limits().head().toBytes()), MAX_CHUNK));
        channel.pipeline().addLast(new Front(parts, loop, watch));
    }

    /** Sees bytes before they are whole messages, so that a slow head is noticed. */
    private static final class ByteWatch extends ChannelInboundHandlerAdapter {
        private Runnable onBytes = () -> {};

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            onBytes.run();
            ctx.fireChannelRead(message);
        }
    }

    /** Makes the connection's handler once its context is known, and gives it its place. */
    private static final class Front extends ChannelInboundHandlerAdapter {
        private final ServerParts parts;
        private final LoopContext loop;
        private final ByteWatch watch;

        Front(ServerParts parts, LoopContext loop, ByteWatch watch) {
            this.parts = parts;
            this.loop = loop;
            this.watch = watch;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ClientConnection connection = new ClientConnection(parts, loop, ctx);
            watch.onBytes = connection::bytesReceived;
            ctx.pipeline().addLast(connection);
            ctx.fireChannelActive();
        }
    }
}
