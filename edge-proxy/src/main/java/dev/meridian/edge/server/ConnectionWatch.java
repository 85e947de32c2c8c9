package dev.meridian.edge.server;

import dev.meridian.edge.settings.Limits;
import io.netty.channel.Channel;

/** Ends what takes too long on one client connection, each of its phases by limits of its own. Confined to its event loop. */
final class ConnectionWatch extends Ticker.Ticked {
    private final ClientConnection connection;
    private final Channel channel;
    private final Management management;
    private final ConnectionClock clock;
    private final WriteWatch writes;
    private final Linger linger;

    ConnectionWatch(ClientConnection connection, Channel channel, Management management, Limits limits) {
        this.connection = connection;
        this.channel = channel;
        this.management = management;
        this.clock = new ConnectionClock(limits);
        this.writes = new WriteWatch(limits.keepAlive());
        this.linger = new Linger(limits.keepAlive());
    }

    /** What is told of where the connection is with its request. */
    ConnectionClock clock() {
        return clock;
    }

    /** What is told of its last answer. */
    Linger linger() {
        return linger;
    }

    @Override
    void tick(long now) {
        switch (connection.phase()) {
            case ANSWERING -> {
                if (isStuck(now)) {
                    channel.close();
                } else {
                    connection.tickExchange(now);
                }
            }
            case WAITING -> {
                if (management.isClosing()) {
                    connection.closeWhenWritten();
                } else if (isStuck(now)) {
                    channel.close();
                } else if (channel.isWritable()) {
                    expire(now);
                }
            }
            case UPLOADING -> {
                connection.tickExchange(now);
                if (connection.isReadingUpload()) {
                    expire(now);
                }
            }
            case RECEIVING, SKIPPING -> expire(now);
            case CLOSED -> {
                if (linger.isOver(now)) {
                    channel.close();
                }
            }
        }
    }

    private boolean isStuck(long now) {
        return writes.isStuck(now, channel.bytesBeforeWritable());
    }

    private void expire(long now) {
        switch (clock.check(now)) {
            case FINE -> {}
            case IDLE -> channel.close();
            case SLOW -> connection.tooSlow();
        }
    }
}
