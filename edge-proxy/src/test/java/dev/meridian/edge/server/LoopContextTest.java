package dev.meridian.edge.server;

import static org.awaitility.Awaitility.await;

import dev.meridian.edge.settings.Limits;
import dev.meridian.edge.upstream.Upstreams;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LoopContextTest {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void bugsCostOneLookAtTheClockEach() throws SSLException {
        EventLoop loop = group.next();
        LoopContext context = new LoopContext(loop, upstreams(loop));
        loop.execute(() -> context.ticker().add(new Broken()));
        context.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> looks.get() > 2);
    }

    private static Upstreams upstreams(EventLoop loop) throws SSLException {
        return new Upstreams(
                loop,
                NioSocketChannel.class,
                DefaultAddressResolverGroup.INSTANCE,
                SslContextBuilder.forClient().build(),
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("limits", Limits.class));
    }

    /** Fails the first two times. */
    private final class Broken extends Ticker.Ticked {
        @Override
        void tick(long now) {
            switch (looks.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("a bug");
                case 2 -> throw new AssertionError("a bug");
                default -> {}
            }
        }
    }
}
