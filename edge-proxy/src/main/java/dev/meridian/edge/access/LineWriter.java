package dev.meridian.edge.access;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of entries and the thread that writes them. {@link #offer} may be called by any thread and takes no
 * lock; the rest is its owner's.
 */
final class LineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);

    /** Whole lines are written up to this size at once, so that those of other logs do not come between their parts. */
    private static final int CHUNK = 8_192;

    /** A reader that has stalled must not keep the edge from stopping. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(2);

    private final OutputStream out;
    private final boolean closes;
    private final int capacity;
    private final Counter dropped;
    private final Queue<AccessEntry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
    private final StringBuilder chunk = new StringBuilder(2 * CHUNK);
    private volatile boolean idle;
    private volatile boolean closing;
    private int lines;
    private boolean troubled;

    /**
     * @param closes whether the stream ends with this writer, unlike standard output
     * @param capacity entries that may wait
     * @param dropped counts lines that were not written
     */
    LineWriter(OutputStream out, boolean closes, int capacity, Counter dropped) {
        this.out = out;
        this.closes = closes;
        this.capacity = capacity;
        this.dropped = dropped;
    }

    void start() {
        thread.start();
    }

    /** Takes the entry, or drops it where too many wait. */
    void offer(AccessEntry entry) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            dropped.increment();
            return;
        }
        waiting.add(entry);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /** Writes what waits, and ends. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LONGEST_DRAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            AccessEntry entry = waiting.poll();
            if (entry != null) {
                size.decrementAndGet();
                write(entry);
            } else if (lines > 0) {
                flush();
            } else if (closing) {
                end();
                return;
            } else {
                rest();
            }
        }
    }

    /** Whoever adds an entry after the second look sees that this thread is idle. */
    private void rest() {
        idle = true;
        if (waiting.isEmpty() && !closing) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private void write(AccessEntry entry) {
        chunk.append(line(entry));
        lines++;
        if (chunk.length() >= CHUNK) {
            flush();
        }
    }

    /** Without this thread nothing would be written ever again: a bug costs one line. */
    private String line(AccessEntry entry) {
        try {
            return entry.toLine();
        } catch (RuntimeException e) {
            LOG.warn("a line of the access log failed by a bug: {}", e.toString());
            dropped.increment();
            return "";
        }
    }

    private void flush() {
        try {
            out.write(chunk.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            say(true, "");
        } catch (IOException e) {
            dropped.increment(lines);
            say(false, e.getClass().getSimpleName());
        }
        chunk.setLength(0);
        lines = 0;
    }

    private void end() {
        try {
            if (closes) {
                out.close();
            }
        } catch (IOException e) {
            say(false, e.getClass().getSimpleName());
        }
    }

    private void say(boolean well, String why) {
        if (well == troubled) {
            troubled = !well;
            if (troubled) {
                LOG.warn("the access log cannot be written: {}", why);
            } else {
                LOG.info("the access log is written again");
            }
        }
    }
}
