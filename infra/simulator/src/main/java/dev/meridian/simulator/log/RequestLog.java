package dev.meridian.simulator.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The newest requests and the statistics of all. Thread-safe. */
public final class RequestLog {
    /** A log of this many entries with bodies of 4 KiB takes about 500 MB. */
    public static final int MAX_ENTRIES = 100_000;

    private final int capacity;
    private final int bodyBytes;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final Stats stats = new Stats();
    private long received;

    /**
     * An empty log.
     *
     * @param capacity entries that are kept, 0 to the limit
     * @param bodyBytes bytes of each body that are kept
     */
    public RequestLog(int capacity, int bodyBytes) {
        this.capacity = capacity;
        this.bodyBytes = bodyBytes;
    }

    /** Opens an entry; the oldest one makes room. The body is kept, not copied, and must not be changed. */
    public Entry open(Entry.Head head, byte[] body) {
        stats.opened(head);
        synchronized (this) {
            Entry entry = new Entry(++received, head, body, bodyBytes);
            if (entries.size() == capacity) {
                entries.pollFirst();
            }
            if (capacity > 0) {
                entries.addLast(entry);
            }
            return entry;
        }
    }

    /** Closes the entry; the first outcome stays. */
    public void close(Entry entry, Outcome outcome, long nowNanos) {
        if (entry.outcome() == Outcome.OPEN) {
            entry.end(outcome, nowNanos);
            stats.closed(entry.head(), outcome);
        }
    }

    /** The requests still kept, oldest first. */
    public List<LoggedRequest> requests() {
        return latest(MAX_ENTRIES);
    }

    /** The newest requests, oldest of them first. */
    public List<LoggedRequest> latest(int limit) {
        List<Entry> copy;
        synchronized (this) {
            copy = new ArrayList<>(entries);
        }
        return copy.subList(Math.max(0, copy.size() - limit), copy.size()).stream()
                .map(Entry::view)
                .toList();
    }

    /** Requests ever received; {@link #clear} does not reset it. */
    public synchronized long received() {
        return received;
    }

    /** Forgets every entry and the counts; open requests still count as open. */
    public synchronized void clear() {
        entries.clear();
        stats.clear();
    }

    public Stats stats() {
        return stats;
    }
}
