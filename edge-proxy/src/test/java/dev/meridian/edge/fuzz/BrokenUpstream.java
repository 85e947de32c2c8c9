package dev.meridian.edge.fuzz;

import dev.meridian.fixtures.fuzz.FuzzRun;
import dev.meridian.fixtures.fuzz.Shown;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** An upstream whose answers are broken: which way, the header {@link #CASE} of each request says. */
public final class BrokenUpstream implements AutoCloseable {
    /** The number of the case. */
    public static final String CASE = "x-fuzz-case";

    private static final int MAX_BODY = 1024 * 1024;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final FuzzRun run;
    private final Channel listening;

    public BrokenUpstream(FuzzRun run) {
        this.run = run;
        this.listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder())
                                .addLast(new HttpObjectAggregator(MAX_BODY))
                                .addLast(new Handler());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort() + "/v1";
    }

    /** What a case is answered with, each time that it is asked for. */
    public byte[] answer(long number) {
        return AnswerCorpus.answer(run.random(number));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String number = request.headers().get(CASE);
            if (number == null) {
                String none = "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n";
                context.writeAndFlush(Unpooled.wrappedBuffer(Shown.bytes(none)));
                return;
            }
            byte[] answer = answer(Long.parseLong(number));
            RandomGenerator random = run.random(~Long.parseLong(number));
            int most = random.nextInt(3) == 0 ? 5 : 1;
            boolean stays = random.nextInt(3) == 0;
            send(context.channel(), Cuts.of(random, answer, most).iterator(), stays);
        }

        private static void send(Channel channel, Iterator<byte[]> parts, boolean stays) {
            if (parts.hasNext()) {
                channel.writeAndFlush(Unpooled.wrappedBuffer(parts.next()));
                channel.eventLoop().schedule(() -> send(channel, parts, stays), 1, TimeUnit.MILLISECONDS);
            } else if (!stays) {
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the edge gives up what it cannot read
        }
    }
}
