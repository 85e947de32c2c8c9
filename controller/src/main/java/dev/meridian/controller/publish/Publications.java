package dev.meridian.controller.publish;

import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When which table was published, as far back as needed to say how an edge follows. Thread-safe. */
final class Publications {
    /** A poll that waits gets a table at once, and one that lost its controller asks again within 5 s. */
    static final Duration SLOW_AFTER = Duration.ofSeconds(30);

    /** An edge that has missed so many, one by one, is not just slow. */
    static final int STUCK_AFTER = 3;

    /** Several tables of one second are one publication here. */
    private static final Duration APART = Duration.ofSeconds(1);

    /** More than a minute's worth, twice {@link #SLOW_AFTER}. */
    private static final int KEPT = 64;

    private final Deque<Publication> latest = new ArrayDeque<>();
    private long changedAtNanos;

    synchronized void add(TableVersion version, long nanos) {
        changedAtNanos = nanos;
        @Nullable Publication last = latest.peekLast();
        if (last != null && nanos - last.atNanos() < APART.toNanos()) {
            latest.removeLast();
            latest.addLast(new Publication(version, last.atNanos()));
            return;
        }
        latest.addLast(new Publication(version, nanos));
        if (latest.size() > KEPT) {
            latest.removeFirst();
        }
    }

    /** What canaries are to run was replaced, or is tried no longer. */
    synchronized void triedAnother(long nanos) {
        changedAtNanos = nanos;
    }

    /**
     * How an edge follows.
     *
     * @param runs the table that it routes by
     * @param seenNanos when it was seen to
     */
    synchronized Following of(TableVersion runs, long seenNanos) {
        @Nullable Publication last = latest.peekLast();
        if (last == null || last.version().equals(runs)) {
            return Following.CURRENT;
        }
        if (runs.isNewerThan(last.version())) {
            return isLong(seenNanos - changedAtNanos) ? Following.STUCK : Following.BEHIND;
        }
        List<Publication> missed =
                latest.stream().filter(one -> one.version().isNewerThan(runs)).toList();
        if (!isLong(seenNanos - missed.getFirst().atNanos())) {
            return Following.BEHIND;
        }
        return missed.size() >= STUCK_AFTER ? Following.STUCK : Following.SLOW;
    }

    private static boolean isLong(long nanos) {
        return nanos > SLOW_AFTER.toNanos();
    }

    private record Publication(TableVersion version, long atNanos) {}
}
