package dev.meridian.edge.upstream;

import dev.meridian.edge.settings.Limits;
import dev.meridian.routing.region.Endpoint;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.AddressResolverGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All upstream connections of one event loop. Confined to it. */
public final class Upstreams {
    /** An error's body that takes longer than this costs more than the new connection it saves. */
    private static final Duration MAX_DISCARD = Duration.ofSeconds(2);

    private final Map<Endpoint, TargetPool> pools = new HashMap<>();
    private final EventLoop loop;
    private final Connector connector;
    private final Limits limits;
    private @Nullable Endpoint lastEndpoint;
    private @Nullable TargetPool lastPool;
    private volatile int open;

    /**
     * @param channelType the kind of channel that the loop runs
     * @param tls the client side of TLS, with host names verified
     */
    public Upstreams(
            EventLoop loop,
            Class<? extends Channel> channelType,
            AddressResolverGroup<?> resolver,
            SslContext tls,
            Limits limits) {
        this.loop = loop;
        this.connector = new Connector(loop, channelType, resolver, tls, limits.connect());
        this.limits = limits;
    }

    /**
     * Sends a request and tells the listener what becomes of it, never before this method returns.
     *
     * @param request whole, or a head whose body is sent with {@link UpstreamCall#send}; the call owns and releases it
     * @param mayReuse whether an idle connection will do
     */
    public UpstreamCall call(Endpoint endpoint, HttpRequest request, boolean mayReuse, UpstreamListener listener) {
        UpstreamCall call = new UpstreamCall(request, listener);
        TargetPool target = pool(endpoint);
        if (!mayReuse || !target.runOnIdle(call)) {
            target.expect();
            loop.execute(() -> target.runOnNew(call));
        }
        return call;
    }

    /** Nearly all calls go where the one before went, which spares them the hash of an endpoint. */
    private TargetPool pool(Endpoint endpoint) {
        TargetPool last = lastPool;
        if (last == null || !endpoint.equals(lastEndpoint)) {
            last = pools.computeIfAbsent(
                    endpoint,
                    to -> new TargetPool(to, connector, limits.upstreamConnections(), limits.idleConnections()));
            lastEndpoint = endpoint;
            lastPool = last;
        }
        return last;
    }

    /** Closes connections that were idle too long, and forgets targets without any. */
    public void sweep(long nowNanos) {
        long idleBound = nowNanos - limits.upstreamIdle().toNanos();
        long discardBound = nowNanos - MAX_DISCARD.toNanos();
        for (TargetPool pool : pools.values()) {
            pool.sweep(idleBound, discardBound);
        }
        pools.values().removeIf(TargetPool::isUnused);
        lastEndpoint = null;
        lastPool = null;
        open = pools.values().stream().mapToInt(TargetPool::open).sum();
    }

    /** Connections at the last sweep; any thread may ask. */
    public int open() {
        return open;
    }
}
