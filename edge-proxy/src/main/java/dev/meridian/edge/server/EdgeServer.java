package dev.meridian.edge.server;

import dev.meridian.edge.access.AccessLog;
import dev.meridian.edge.admission.Credentials;
import dev.meridian.edge.admission.RateLimits;
import dev.meridian.edge.catalog.ModelCatalog;
import dev.meridian.edge.failover.Exchanges;
import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.openai.RequestInspector;
import dev.meridian.edge.settings.EdgeSettings;
import dev.meridian.edge.settings.Limits;
import dev.meridian.edge.table.CurrentTable;
import dev.meridian.edge.upstream.Upstreams;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The listening socket and its event loops. Started last and stopped first of the edge's parts. */
public final class EdgeServer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeServer.class);

    /** Clients that come at once while the loops are busy; the kernel's own limit is often 4096. */
    private static final int BACKLOG = 4_096;

    private final EdgeSettings settings;
    private final ServerParts parts;
    private final ModelCatalog catalog;
    private @Nullable EventLoopGroup group;
    private @Nullable Channel listening;
    private @Nullable DnsAddressResolverGroup resolvers;
    private volatile @Nullable ConnectionInitializer connections;
    private volatile Map<EventLoop, LoopContext> contexts = Map.of();
    private volatile boolean running;

    public EdgeServer(
            EdgeSettings settings,
            Credentials credentials,
            RateLimits rates,
            CurrentTable table,
            ModelCatalog catalog,
            Exchanges exchanges,
            EdgeMetrics metrics,
            AccessLog access,
            PrometheusMeterRegistry registry,
            ExecutorService workers) {
        Limits limits = settings.limits();
        long maxBody = limits.body().toBytes();
        this.settings = settings;
        this.catalog = catalog;
        this.parts = new ServerParts(
                new Admission(credentials, rates, maxBody),
                new Management(table, registry),
                table,
                catalog,
                new RequestInspector(),
                exchanges,
                metrics,
                access,
                new BodyBudget(limits.bufferedBodies().toBytes()),
                limits,
                workers);
        metrics.show("client.connections", "Connections of clients", this::clientConnections);
        metrics.show("upstream.connections", "Connections to upstreams and other edges", this::upstreamConnections);
        metrics.show("buffered.body.bytes", "Request bodies that are held", parts.bodies()::held);
    }

    @Override
    public void start() {
        catalog.warmUp();
        Transport transport = Transport.of(settings.transport());
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(threads(), BusyPolling.over(transport.io(), settings.busyPoll()));
        group = loops;
        contexts = contexts(loops, transport);
        ConnectionInitializer initializer = new ConnectionInitializer(parts, contexts);
        connections = initializer;
        ChannelFuture binding = new ServerBootstrap()
                .group(loops)
                .channel(transport.server())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer)
                .bind(settings.address(), settings.port())
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new PortUnavailableException(settings.address(), settings.port(), binding.cause());
        }
        listening = binding.channel();
        parts.management().listening(true);
        running = true;
        LOG.info("edge {} listens on {}:{}", settings.originId(), settings.address(), port());
    }

    /** The port in use; only after start. */
    public int port() {
        Channel channel = listening;
        if (channel == null) {
            throw new IllegalStateException("the server is not started");
        }
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /**
     * Says that it is not ready and goes on serving until everybody has noticed; then takes no new connections, lets running
     * requests finish up to the limit, and closes everything.
     */
    @Override
    public void stop() {
        running = false;
        parts.management().listening(false);
        LOG.info("edge {} is not ready any more", settings.originId());
        LockSupport.parkNanos(settings.limits().shutdownNotice().toNanos());
        LOG.info("edge {} takes no new requests", settings.originId());
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        awaitClients();
        if (resolvers != null) {
            resolvers.close(); // while the loops can still take back what its sockets wait for
        }
        if (group != null) {
            // Without a moment of quiet a loop ends before the kernel has said that what it closes is closed, and
            // handlers keep what they hold.
            group.shutdownGracefully(10, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
        LOG.info("edge {} has stopped", settings.originId());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One a processor; Netty's own default of two makes them take turns on it, which costs throughput and p99 (docs/benchmarks.md). */
    private int threads() {
        return settings.eventLoops() > 0
                ? settings.eventLoops()
                : Runtime.getRuntime().availableProcessors();
    }

    /** First for the exchanges, then for what of their answers slow clients have yet to read. */
    private void awaitClients() {
        long deadline = System.nanoTime() + settings.limits().shutdown().toNanos();
        await(() -> parts.metrics().active() > 0, deadline);
        parts.management().close();
        await(() -> clientConnections() > 0, deadline);
    }

    private int clientConnections() {
        ConnectionInitializer clients = connections;
        return clients == null ? 0 : clients.open();
    }

    private int upstreamConnections() {
        return contexts.values().stream()
                .mapToInt(context -> context.upstreams().open())
                .sum();
    }

    private static void await(BooleanSupplier busy, long deadline) {
        while (busy.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private Map<EventLoop, LoopContext> contexts(EventLoopGroup loops, Transport transport) {
        DnsAddressResolverGroup resolver =
                new DnsAddressResolverGroup(new DnsNameResolverBuilder().datagramChannelType(transport.datagram()));
        resolvers = resolver;
        SslContext tls = clientTls();
        Map<EventLoop, LoopContext> contexts = new HashMap<>();
        for (EventExecutor executor : loops) {
            EventLoop loop = (EventLoop) executor;
            LoopContext context =
                    new LoopContext(loop, new Upstreams(loop, transport.client(), resolver, tls, settings.limits()));
            contexts.put(loop, context);
            context.start();
        }
        return contexts;
    }

    private static SslContext clientTls() {
        try {
            return SslContextBuilder.forClient()
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
