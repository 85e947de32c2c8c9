package dev.meridian.edge.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.settings.Limits;
import dev.meridian.routing.region.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class UpstreamsTest {
    private static final Limits LIMITS =
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("limits", Limits.class);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Netty tells of it on a thread of its own, and the target has done nothing. */
    @Test
    void callWithoutASocketFailsOnItsEventLoopAndNotByItsTargetsFault() throws Exception {
        Ended ended = call(NoSocket.class).get(10, TimeUnit.SECONDS);
        assertThat(ended).isEqualTo(new Ended(UpstreamFailure.OVERLOADED, true));
    }

    @Test
    void callToAPortThatNobodyListensOnFailsByItsTargetsFault() throws Exception {
        Ended ended = call(NioSocketChannel.class).get(10, TimeUnit.SECONDS);
        assertThat(ended).isEqualTo(new Ended(UpstreamFailure.CONNECT, true));
    }

    private CompletableFuture<Ended> call(Class<? extends Channel> channels) throws Exception {
        SslContext tls = SslContextBuilder.forClient().build();
        Upstreams upstreams = new Upstreams(group.next(), channels, DefaultAddressResolverGroup.INSTANCE, tls, LIMITS);
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        group.next()
                .execute(
                        () -> upstreams.call(Endpoint.parse("http://127.0.0.1:1"), request, true, new Listener(ended)));
        return ended;
    }

    private record Ended(UpstreamFailure failure, boolean onLoop) {}

    /** As without file descriptors. */
    public static final class NoSocket extends NioSocketChannel {
        public NoSocket() {
            throw new ChannelException("Too many open files");
        }
    }

    private final class Listener implements UpstreamListener {
        private final CompletableFuture<Ended> ended;

        Listener(CompletableFuture<Ended> ended) {
            this.ended = ended;
        }

        @Override
        public void onFailure(UpstreamFailure failure) {
            boolean onLoop = group.iterator().next().inEventLoop();
            ended.complete(new Ended(failure, onLoop));
        }

        @Override
        public void onWritable(boolean writable) {}

        @Override
        public void onInterim(HttpResponse head) {}

        @Override
        public void onHead(HttpResponse head) {}

        @Override
        public void onContent(ByteBuf content) {
            content.release();
        }

        @Override
        public void onEnd() {
            ended.completeExceptionally(new AssertionError("an answer"));
        }
    }
}
