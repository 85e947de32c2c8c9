package dev.meridian.edge.server;

import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What has been decoded of requests that wait for the answer to the one before. Confined to its event loop. */
final class Pipeline {
    /** Decoded parts; beyond them the connection is not read. */
    private static final int MAX_PENDING = 64;

    private final Channel channel;
    private final ArrayDeque<Object> pending = new ArrayDeque<>();
    private boolean draining;

    Pipeline(Channel channel) {
        this.channel = channel;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    void add(Object message) {
        pending.add(message);
        if (pending.size() >= MAX_PENDING) {
            channel.config().setAutoRead(false);
        }
    }

    /** Hands over what waits, as long as the receiver takes it; what it does meanwhile may call this again. */
    void drain(BooleanSupplier takesMore, Consumer<Object> receiver) {
        if (draining || pending.isEmpty()) {
            return;
        }
        draining = true;
        while (takesMore.getAsBoolean() && !pending.isEmpty()) {
            receiver.accept(pending.poll());
        }
        draining = false;
        if (pending.size() < MAX_PENDING) {
            channel.config().setAutoRead(true);
        }
    }

    void free() {
        pending.forEach(ReferenceCountUtil::release);
        pending.clear();
    }
}
