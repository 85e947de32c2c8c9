package dev.meridian.edge.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Says when a connection that has had its last answer is closed. Closing at once, while the client is sending, would reset the
 * connection, and with it the answer (RFC 9112, section 9.6). Confined to the connection's event loop.
 */
final class Linger {
    /** How long a client that is still sending gets to read the answer, once all of it is out. */
    private static final long AFTER_OUTPUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long outputNanos;
    private boolean begun;
    private boolean outputEnded;
    private long since;

    /** @param output how long the rest of the answer may take to get out */
    Linger(Duration output) {
        this.outputNanos = output.toNanos();
    }

    /** The last answer is given, but may not be out. */
    void begin(long now) {
        begun = true;
        since = now;
    }

    /** All of it is out. */
    void outputEnded(long now) {
        outputEnded = true;
        since = now;
    }

    boolean isOver(long now) {
        return begun && now - since > (outputEnded ? AFTER_OUTPUT_NANOS : outputNanos);
    }
}
