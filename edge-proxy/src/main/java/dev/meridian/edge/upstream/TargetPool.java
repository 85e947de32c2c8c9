package dev.meridian.edge.upstream;

import dev.meridian.routing.region.Endpoint;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one target; the most recently used one is taken first. */
final class TargetPool {
    private final Endpoint endpoint;
    private final Connector connector;
    private final int maxOpen;
    private final int maxIdle;
    private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<UpstreamConnection> discarding = new ArrayDeque<>();
    private int open;
    private int expected;

    TargetPool(Endpoint endpoint, Connector connector, int maxOpen, int maxIdle) {
        this.endpoint = endpoint;
        this.connector = connector;
        this.maxOpen = maxOpen;
        this.maxIdle = maxIdle;
    }

    /** Sends the call on an idle connection, if there is one. */
    boolean runOnIdle(UpstreamCall call) {
        UpstreamConnection connection = takeIdle();
        if (connection == null) {
            return false;
        }
        call.sendOn(connection);
        return true;
    }

    /** {@link #runOnNew} will be called once more: the pool stays until then. */
    void expect() {
        expected++;
    }

    /** Sends the call on a new connection; its listener may be told of a failure before this method returns. */
    void runOnNew(UpstreamCall call) {
        expected--;
        if (call.isDone()) {
            return;
        }
        if (open >= maxOpen) {
            call.fail(UpstreamFailure.OVERLOADED);
            return;
        }
        open++;
        connector.connect(endpoint, channel -> connected(channel, call), failure -> failed(failure, call));
    }

    /** The rest of an unwanted answer is on its way; {@link #sweep} ends the wait for it. */
    void discarding(UpstreamConnection connection) {
        discarding.push(connection);
    }

    void release(UpstreamConnection connection) {
        if (!discarding.isEmpty()) {
            discarding.remove(connection);
        }
        if (!connection.isOpen() || idle.size() >= maxIdle) {
            connection.close();
        } else {
            idle.push(connection);
        }
    }

    void closed(UpstreamConnection connection) {
        open--;
        idle.remove(connection);
        discarding.remove(connection);
    }

    /** Closes what has been idle since before one time, or has not finished an unwanted answer since another. */
    void sweep(long idleBound, long discardBound) {
        closeOlder(idle, idleBound);
        closeOlder(discarding, discardBound);
    }

    private static void closeOlder(ArrayDeque<UpstreamConnection> connections, long bound) {
        for (Iterator<UpstreamConnection> oldest = connections.descendingIterator(); oldest.hasNext(); ) {
            UpstreamConnection connection = oldest.next();
            if (connection.idleSince() - bound > 0) {
                return;
            }
            oldest.remove();
            connection.close();
        }
    }

    /** Connections, those that are being made included. */
    int open() {
        return open;
    }

    boolean isUnused() {
        return open == 0 && expected == 0;
    }

    private void connected(Channel channel, UpstreamCall call) {
        if (!channel.isActive()) {
            failed(UpstreamFailure.CONNECT, call);
            return;
        }
        UpstreamConnection connection = new UpstreamConnection(this, channel);
        channel.pipeline().addLast(connection);
        call.sendOn(connection);
    }

    private void failed(UpstreamFailure failure, UpstreamCall call) {
        open--;
        call.fail(failure);
    }

    private @Nullable UpstreamConnection takeIdle() {
        UpstreamConnection connection = idle.poll();
        while (connection != null && !connection.isOpen()) {
            connection = idle.poll();
        }
        return connection;
    }
}
