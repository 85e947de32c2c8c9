package dev.meridian.edge.server;

import io.netty.buffer.ByteBuf;
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

    /** How many connections are open. */
    int open() {
        return open.get();
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
        ClientConnection connection = new ClientConnection(parts, loop, channel);
        channel.pipeline()
                .addLast(new ByteWatch(connection))
                .addLast(new HttpServerCodec(
                        MAX_LINE, Math.toIntExact(parts.limits().head().toBytes()), MAX_CHUNK))
                .addLast(connection);
    }

    /** Sees bytes before they are whole messages, so that a slow head is noticed. */
    private static final class ByteWatch extends ChannelInboundHandlerAdapter {
        private final ClientConnection connection;

        ByteWatch(ClientConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            connection.bytesReceived(message instanceof ByteBuf bytes ? bytes.readableBytes() : 0);
            ctx.fireChannelRead(message);
        }
    }
}
