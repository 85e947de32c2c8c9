package dev.meridian.edge.server;

import dev.meridian.edge.settings.SocketKind;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.List;

/** The kind of sockets, server and client side. */
record Transport(
        IoHandlerFactory io,
        Class<? extends ServerSocketChannel> server,
        Class<? extends Channel> client,
        Class<? extends DatagramChannel> datagram) {
    private static final String ACCEPT_MANY = "io.netty.iouring.acceptMultiShotEnabled";
    private static final String POLL_MANY = "io.netty.iouring.pollAddMultishotEnabled";

    /** @throws IllegalArgumentException naming the setting, if this machine does not have that kind */
    static Transport of(SocketKind kind) {
        return switch (kind) {
            case AUTO -> best();
            case IO_URING -> {
                require(kind, isIoUringAvailable());
                yield ioUring();
            }
            case EPOLL -> {
                require(kind, Epoll.isAvailable());
                yield epoll();
            }
            case NIO -> nio();
        };
    }

    private static Transport best() {
        if (isIoUringAvailable()) {
            return ioUring();
        }
        return Epoll.isAvailable() ? epoll() : nio();
    }

    /**
     * What orders that bring many answers cost is more than they save. A server that accepts many connections with one takes
     * more at once than it can open connections for upstream in time; accepted one by one, the rest wait in the kernel's
     * backlog, as with epoll. Where one order tells of all that comes on a connection, Netty forgets a reset that is told of
     * while it reads the bytes before: the connection stays as if its client were silent. Netty has only system properties for
     * them, which must be set before its class is loaded.
     */
    private static boolean isIoUringAvailable() {
        for (String many : List.of(ACCEPT_MANY, POLL_MANY)) {
            if (System.getProperty(many) == null) {
                System.setProperty(many, "false");
            }
        }
        return IoUring.isAvailable();
    }

    private static void require(SocketKind kind, boolean available) {
        if (!available) {
            throw new IllegalArgumentException("meridian.edge.transport is " + kind
                    + ", which this machine does not have or does not allow; auto takes what there is");
        }
    }

    private static Transport ioUring() {
        return new Transport(
                IoUringIoHandler.newFactory(),
                IoUringServerSocketChannel.class,
                IoUringSocketChannel.class,
                IoUringDatagramChannel.class);
    }

    private static Transport epoll() {
        return new Transport(
                EpollIoHandler.newFactory(),
                EpollServerSocketChannel.class,
                EpollSocketChannel.class,
                EpollDatagramChannel.class);
    }

    private static Transport nio() {
        return new Transport(
                NioIoHandler.newFactory(),
                NioServerSocketChannel.class,
                NioSocketChannel.class,
                NioDatagramChannel.class);
    }
}
