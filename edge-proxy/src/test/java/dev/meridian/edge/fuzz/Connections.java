package dev.meridian.edge.fuzz;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Clients that send what they are given, many at once, each over a connection of its own. Used by one thread. */
public final class Connections implements AutoCloseable {
    /**
     * What one client does.
     *
     * @param parts what it sends, each part a moment after the one before
     * @param enough whether what has come is all that it waits for; it leaves once nothing more comes
     * @param whenDone is told, on the clients' thread, how it ended
     */
    public record Visit(List<byte[]> parts, Predicate<String> enough, Consumer<Ended> whenDone) {}

    /**
     * How a visit ended.
     *
     * @param came the bytes that came, each as one character
     * @param left whether it was the client that left
     * @param hung whether the edge neither closed nor gave enough
     */
    public record Ended(String came, boolean left, boolean hung) {}

    /** Nothing more is expected when nothing has come for so long. */
    private static final long QUIET_MILLIS = 15;

    /** Far more than any limit of the edge under test. */
    private static final long HUNG_MILLIS = 15_000;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Bootstrap bootstrap;
    private final Semaphore free;
    private final int most;

    /** @param most connections at once */
    public Connections(int port, int most) {
        this.most = most;
        this.free = new Semaphore(most);
        this.bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_LINGER, 0) // no port waits after its connection
                .remoteAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Begins a visit, as soon as one of the connections is free. */
    public void visit(Visit visit) {
        free.acquireUninterruptibly();
        bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Visitor(visit, free));
                    }
                })
                .connect()
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        free.release();
                        visit.whenDone().accept(new Ended("", false, true));
                    }
                });
    }

    /** Waits until all visits have ended. */
    public void await() {
        free.acquireUninterruptibly(most);
        free.release(most);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Visitor extends ChannelInboundHandlerAdapter {
        private final Visit visit;
        private final Semaphore free;
        private final Iterator<byte[]> parts;
        private final ByteArrayOutputStream came = new ByteArrayOutputStream();
        private final long started = System.nanoTime();
        private @Nullable ScheduledFuture<?> ticking;
        private int seen = -1;
        private boolean left;
        private boolean hung;

        Visitor(Visit visit, Semaphore free) {
            this.visit = visit;
            this.free = free;
            this.parts = visit.parts().iterator();
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context.channel());
            ticking = context.executor()
                    .scheduleWithFixedDelay(
                            () -> tick(context.channel()), QUIET_MILLIS, QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            came.writeBytes(ByteBufUtil.getBytes(bytes));
            bytes.release();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (ticking != null) {
                ticking.cancel(false);
            }
            free.release();
            visit.whenDone().accept(new Ended(came.toString(StandardCharsets.ISO_8859_1), left, hung));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the edge may reset
        }

        private void send(Channel channel) {
            if (parts.hasNext()) {
                channel.writeAndFlush(Unpooled.wrappedBuffer(parts.next()));
                channel.eventLoop().schedule(() -> send(channel), 1, TimeUnit.MILLISECONDS);
            }
        }

        private void tick(Channel channel) {
            boolean quiet = came.size() == seen && !parts.hasNext();
            seen = came.size();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            hung = millis > HUNG_MILLIS;
            if (hung || (quiet && visit.enough().test(came.toString(StandardCharsets.ISO_8859_1)))) {
                left = true;
                channel.close();
            }
        }
    }
}
