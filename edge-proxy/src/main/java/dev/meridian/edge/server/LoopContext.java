package dev.meridian.edge.server;

import dev.meridian.edge.admission.Shedder;
import dev.meridian.edge.upstream.Upstreams;
import io.netty.channel.EventLoop;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the connections of one event loop share. Confined to it. */
final class LoopContext {
    private static final Logger LOG = LoggerFactory.getLogger(LoopContext.class);

    /** Bodies up to this size are read on the event loop; that takes well under a millisecond. */
    static final int INLINE_BODY = 256 * 1024;

    private final EventLoop loop;
    private final Upstreams upstreams;
    private final Ticker ticker = new Ticker();
    private final Shedder shedder = new Shedder();
    private final SplittableRandom random = new SplittableRandom();
    private final byte[] scratch = new byte[INLINE_BODY];

    LoopContext(EventLoop loop, Upstreams upstreams) {
        this.loop = loop;
        this.upstreams = upstreams;
    }

    /** With a fixed delay: what was missed in a pause is not made up for at once, so that the loop reads in between. */
    void start() {
        loop.scheduleWithFixedDelay(this::sweep, Ticker.PERIOD_MILLIS, Ticker.PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    EventLoop loop() {
        return loop;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    Ticker ticker() {
        return ticker;
    }

    /** Knows this loop's part of the requests, which is like the whole's. */
    Shedder shedder() {
        return shedder;
    }

    long random() {
        return random.nextLong();
    }

    /** Room for one body of at most {@link #INLINE_BODY} bytes, until the caller returns to the loop. */
    byte[] scratch() {
        return scratch;
    }

    /** Whatever is thrown would end the schedule, and with it every time limit on this loop. */
    private void sweep() {
        long now = System.nanoTime();
        try {
            if (ticker.counts(now)) {
                ticker.sweep(now);
                upstreams.sweep(now);
            }
        } catch (RuntimeException | Error e) {
            Bugs.tell(LOG, "a look at the clock failed", e);
        }
    }
}
