package dev.meridian.edge.fuzz;

import dev.meridian.fixtures.fuzz.FuzzRun;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An upstream that answers everything with 200, counts, and minds what reaches it. */
public final class StrictUpstream implements AutoCloseable {
    private static final String MODELS =
            "{\"data\":[{\"id\":\"gpt-4.1\"},{\"id\":\"gemini-2.5-flash\"},{\"id\":\"deepseek-v3.2\"}]}";
    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}";
    private static final String STREAM =
            "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    /** What is between the client and the edge, and no business of the upstream's. */
    private static final List<String> NEVER = List.of(
            "te",
            "trailer",
            "upgrade",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "cookie",
            "x-api-key",
            "expect",
            "x-meridian-peer",
            "x-meridian-hop",
            "x-meridian-deadline-ms");

    /** More than the edge takes. */
    private static final int MAX_HEAD = 64 * 1024;

    private static final int MAX_BODY = 4 * 1024 * 1024;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicLong seen = new AtomicLong();
    private final FuzzRun run;
    private final String key;
    private final Channel listening;

    /** @param key the only credential that may reach it */
    public StrictUpstream(FuzzRun run, String key) {
        this.run = run;
        this.key = key;
        this.listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(MAX_HEAD, MAX_HEAD, MAX_HEAD))
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

    /** Requests so far, but for those for the list of models. */
    public long seen() {
        return seen.get();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void mind(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        String wrong = request.decoderResult().isFailure() ? "broken" : "";
        if (!headers.getAll("authorization").equals(List.of("Bearer " + key))) {
            wrong = "with the wrong credential";
        }
        if (headers.getAll("content-length").size() > 1
                || headers.getAll("host").size() != 1) {
            wrong = "with an unclear frame";
        }
        for (String name : NEVER) {
            if (headers.contains(name)) {
                wrong = "with " + name;
            }
        }
        if (!wrong.isEmpty()) {
            run.failed(
                    "a request came upstream " + wrong + ": " + request.method() + " " + request.uri() + " " + headers);
        }
    }

    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.uri().equals("/v1/models") && request.method().equals(HttpMethod.GET)) {
                answer(context, "application/json", MODELS);
                return;
            }
            seen.incrementAndGet();
            mind(request);
            String body = request.content().toString(StandardCharsets.ISO_8859_1);
            boolean stream = body.contains("\"stream\":true");
            answer(context, stream ? "text/event-stream" : "application/json", stream ? STREAM : ANSWER);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the edge gives a call up when its client leaves
        }

        private static void answer(ChannelHandlerContext context, String type, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(bytes));
            response.headers().set("content-type", type).set("content-length", bytes.length);
            context.writeAndFlush(response);
        }
    }
}
