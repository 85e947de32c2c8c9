package dev.meridian.edge.server;

import dev.meridian.edge.settings.Limits;
import java.util.concurrent.TimeUnit;

/** The time limits of a connection while no exchange runs on it. Confined to its event loop. */
final class ConnectionClock {
    /** What a look at the clock says. */
    enum State {
        FINE,
        /** Nothing was under way: the connection can go without a word. */
        IDLE,
        /** A request was under way, too slowly. */
        SLOW
    }

    private enum Waiting {
        NOTHING,
        HEAD,
        BODY,
        ANSWER
    }

    /** A second more for so many bytes: who sends a body more slowly than any network does so on purpose. */
    private static final long BODY_BYTES_PER_SECOND = 500;

    private final Limits limits;
    private Waiting waiting = Waiting.NOTHING;
    private long since = System.nanoTime();
    private long bodySince;
    private long bodyBytes;

    ConnectionClock(Limits limits) {
        this.limits = limits;
    }

    /** Bytes came: the first ones begin a head, later ones keep a body alive, each a little, and a head not. */
    void bytes(int count) {
        if (waiting == Waiting.NOTHING) {
            since(Waiting.HEAD);
        } else if (waiting == Waiting.BODY) {
            since = System.nanoTime();
            bodyBytes += count;
        }
    }

    void waiting() {
        since(Waiting.NOTHING);
    }

    void receiving() {
        since(Waiting.BODY);
        bodySince = since;
        bodyBytes = 0;
    }

    void answering() {
        waiting = Waiting.ANSWER;
    }

    State check(long now) {
        long elapsed = now - since;
        return switch (waiting) {
            case NOTHING -> elapsed > limits.keepAlive().toNanos() ? State.IDLE : State.FINE;
            case HEAD -> elapsed > limits.headTimeout().toNanos() ? State.SLOW : State.FINE;
            case BODY -> elapsed > limits.bodyIdle().toNanos() || drips(now) ? State.SLOW : State.FINE;
            case ANSWER -> State.FINE;
        };
    }

    private boolean drips(long now) {
        long earned = bodyBytes * (TimeUnit.SECONDS.toNanos(1) / BODY_BYTES_PER_SECOND);
        return now - bodySince - earned > limits.bodyIdle().toNanos();
    }

    private void since(Waiting next) {
        waiting = next;
        since = System.nanoTime();
    }
}
