package dev.meridian.simulator.server;

import dev.meridian.simulator.log.RequestLog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Every port that is listened on, and the event loops behind them. Thread-safe; its methods block. */
public final class Ports implements AutoCloseable {
    /** Longer than any client sends; a real front end takes 32 KiB. */
    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int BACKLOG = 4_096;

    /** Loops stop at once: nobody waits for what is still being answered. */
    private static final long SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final Transport transport = Transport.best();
    private final Service service;
    private final RequestLog log;
    private final AtomicLong connectionCount = new AtomicLong();
    private final List<Port> ports = new ArrayList<>();

    /** Listens nowhere yet; connections are served by that many threads. */
    public Ports(int threads, Service service, RequestLog log) {
        this.service = service;
        this.log = log;
        this.acceptor = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("simulator-accept", true), transport.handlers());
        this.workers = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("simulator", true), transport.handlers());
    }

    /**
     * Listens there.
     *
     * @return the port's index
     * @throws IllegalStateException if the port cannot be listened on
     */
    public synchronized int listen(InetAddress address, Listener listener) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true);
        Port port = new Port(listener.region(), bootstrap, new InetSocketAddress(address, listener.port()));
        bootstrap.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                connect(channel, port, listener);
            }
        });
        port.listen();
        ports.add(port);
        return ports.size() - 1;
    }

    /** The number of the port, which stays when it is closed and opened again. */
    public synchronized int number(int index) {
        return ports.get(index).number();
    }

    /** Whether the port is listened on. */
    public synchronized boolean open(int index) {
        return ports.get(index).open();
    }

    /** Stops listening on the port and resets its connections: connecting to it is refused. */
    public synchronized void refuse(int index) {
        ports.get(index).refuse();
    }

    /**
     * Listens on the port again.
     *
     * @throws IllegalStateException if another program has taken it in the meantime
     */
    public synchronized void accept(int index) {
        ports.get(index).listen();
    }

    @Override
    public synchronized void close() {
        ports.forEach(Port::refuse);
        Future<?> accepting = acceptor.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        Future<?> working = workers.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        accepting.awaitUninterruptibly();
        working.awaitUninterruptibly();
    }

    private void connect(Channel channel, Port port, Listener listener) {
        port.connections().add(channel);
        long connection = connectionCount.incrementAndGet();
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxChunkSize(CHUNK_BYTES);
        channel.pipeline()
                .addLast(new HttpRequestDecoder(limits))
                .addLast(new RequestReader(listener, log, connection))
                .addLast(new ConnectionHandler(listener, service, log, connection));
    }
}
