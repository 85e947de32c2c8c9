package dev.meridian.edge.upstream;

import dev.meridian.edge.http.AnswerDecoder;
import dev.meridian.edge.http.RequestEncoder;
import dev.meridian.routing.region.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes connections on one event loop, TLS included. */
final class Connector {
    /** As long a head as the edge takes from clients is enough for answers too; both sides of HTTP agree on 8 KiB lines. */
    private static final HttpDecoderConfig LIMITS = new HttpDecoderConfig()
            .setMaxInitialLineLength(8 * 1024)
            .setMaxHeaderSize(64 * 1024)
            .setMaxChunkSize(64 * 1024);

    /** A handshake costs two round trips; three times the longest distance on earth leaves room for a busy server. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(3);

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final SslContext tls;

    Connector(
            EventLoop loop,
            Class<? extends Channel> channelType,
            AddressResolverGroup<?> resolver,
            SslContext tls,
            Duration connectTimeout) {
        this.loop = loop;
        this.tls = tls;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(channelType)
                .resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()));
    }

    /** Connects and calls back on the event loop, either with the channel, ready for a request, or with what went wrong. */
    void connect(Endpoint endpoint, Consumer<Channel> whenMade, Consumer<UpstreamFailure> whenFailed) {
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new PipelineOf(endpoint))
                .connect(withoutBrackets(endpoint.host()), endpoint.port());
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                shake(connecting.channel(), whenMade, whenFailed);
            } else {
                UpstreamFailure failure = failure(done.cause());
                onLoop(() -> whenFailed.accept(failure));
            }
        });
    }

    /** That no socket could be made, as without file descriptors, is nobody's fault out there. */
    private static UpstreamFailure failure(Throwable cause) {
        return cause instanceof ChannelException ? UpstreamFailure.OVERLOADED : UpstreamFailure.CONNECT;
    }

    /** A channel that could not be made has no event loop, and tells of it on a thread of Netty's own. */
    private void onLoop(Runnable next) {
        if (loop.inEventLoop()) {
            next.run();
        } else {
            loop.execute(next);
        }
    }

    private static void shake(Channel channel, Consumer<Channel> whenMade, Consumer<UpstreamFailure> whenFailed) {
        SslHandler handshake = channel.pipeline().get(SslHandler.class);
        if (handshake == null) {
            whenMade.accept(channel);
            return;
        }
        handshake.handshakeFuture().addListener(shaken -> {
            if (shaken.isSuccess()) {
                whenMade.accept(channel);
            } else {
                channel.close();
                whenFailed.accept(UpstreamFailure.CONNECT);
            }
        });
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private final class PipelineOf extends ChannelInitializer<Channel> {
        private final Endpoint endpoint;

        PipelineOf(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (endpoint.secure()) {
                SslHandler handler = tls.newHandler(channel.alloc(), endpoint.host(), endpoint.port());
                handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
                channel.pipeline().addLast(handler);
            }
            AnswerDecoder answers = new AnswerDecoder(LIMITS);
            channel.pipeline().addLast(answers, new RequestEncoder(answers));
        }
    }
}
