package dev.meridian.edge.server;

import dev.meridian.edge.settings.Limits;
import java.util.function.LongConsumer;

/** The time limits of a connection while no exchange runs on it. Confined to its event loop. */
final class ConnectionClock extends Ticker.Ticked {
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

    private final Limits limits;
    private final LongConsumer onTick;
    private Waiting waiting = Waiting.NOTHING;
    private long since = System.nanoTime();

    ConnectionClock(Limits limits, LongConsumer onTick) {
        this.limits = limits;
        this.onTick = onTick;
    }

    /** Bytes came: the first ones begin a head, later ones keep a body alive and a head not. */
    void bytes() {
        if (waiting == Waiting.NOTHING) {
            since(Waiting.HEAD);
        } else if (waiting == Waiting.BODY) {
            since = System.nanoTime();
        }
    }

    void waiting() {
        since(Waiting.NOTHING);
    }

    void receiving() {
        since(Waiting.BODY);
    }

    void answering() {
        waiting = Waiting.ANSWER;
    }

    State check(long now) {
        long elapsed = now - since;
        return switch (waiting) {
            case NOTHING -> elapsed > limits.keepAlive().toNanos() ? State.IDLE : State.FINE;
            case HEAD -> elapsed > limits.headTimeout().toNanos() ? State.SLOW : State.FINE;
            case BODY -> elapsed > limits.bodyIdle().toNanos() ? State.SLOW : State.FINE;
            case ANSWER -> State.FINE;
        };
    }

    @Override
    void tick(long now) {
        onTick.accept(now);
    }

    private void since(Waiting next) {
        waiting = next;
        since = System.nanoTime();
    }
}
