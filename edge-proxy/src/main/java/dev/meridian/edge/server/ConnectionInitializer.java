package dev.meridian.edge.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets up client connections, as many as are allowed at once. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {
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
        new ClientConnection(parts, loop, channel).addTo(channel.pipeline());
    }
}
