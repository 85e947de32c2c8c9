package dev.meridian.simulator.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A port that can be closed and opened again under the same number. Thread-safe; its methods block. */
final class Port {
    private final String name;
    private final ServerBootstrap bootstrap;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private InetSocketAddress address;
    private @Nullable Channel listening;

    Port(String name, ServerBootstrap bootstrap, InetSocketAddress address) {
        this.name = name;
        this.bootstrap = bootstrap;
        this.address = address;
    }

    ChannelGroup connections() {
        return connections;
    }

    synchronized int number() {
        return address.getPort();
    }

    synchronized boolean open() {
        return listening != null;
    }

    /** @throws IllegalStateException if the port cannot be listened on */
    synchronized void listen() {
        if (listening != null) {
            return;
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "port " + address.getPort() + " of " + name + " cannot be listened on: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listening = bound.channel();
        address = (InetSocketAddress) bound.channel().localAddress();
    }

    /** Stops listening and resets every connection. */
    synchronized void refuse() {
        if (listening != null) {
            listening.close().awaitUninterruptibly();
            listening = null;
        }
        for (Channel connection : connections) {
            connection.eventLoop().execute(() -> reset(connection));
        }
    }

    private static void reset(Channel connection) {
        if (!connection.isOpen()) {
            return;
        }
        ConnectionHandler handler = connection.pipeline().get(ConnectionHandler.class);
        if (handler != null) {
            handler.drop();
        }
        connection.config().setOption(ChannelOption.SO_LINGER, 0);
        var ignored = connection.close();
    }
}
