package dev.meridian.controller.report;

import dev.meridian.routing.decision.Received;
import dev.meridian.routing.region.Sender;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest message of each sender. Thread-safe.
 *
 * @param <T> the kind of message
 */
public final class LatestMessages<T> {
    /** The most senders: three times the nodes of the largest installation that we expect; each costs some KiB. */
    public static final int MAX_SENDERS = 10_000;

    /** A sender that was silent for this long is forgotten; its last message has counted for nothing for long. */
    public static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentHashMap<String, Latest<T>> bySender = new ConcurrentHashMap<>();
    private final Function<T, String> place;
    private final Function<T, Sender> sender;
    private final LongSupplier nanoClock;
    private final int maxSenders;

    /**
     * @param place the region or origin within which a sender's name is unique
     * @param nanoClock monotonic, in nanoseconds
     */
    public LatestMessages(
            Function<T, String> place, Function<T, Sender> sender, LongSupplier nanoClock, int maxSenders) {
        this.place = place;
        this.sender = sender;
        this.nanoClock = nanoClock;
        this.maxSenders = maxSenders;
    }

    /** Keeps a message if it is newer than what its sender sent before. */
    public Arrival arrived(T message) {
        Sender from = sender.apply(message);
        String key = place.apply(message) + "/" + from.name();
        if (!bySender.containsKey(key) && bySender.size() >= maxSenders) {
            return Arrival.FULL;
        }
        long ticket = tickets.incrementAndGet();
        Latest<T> incoming = new Latest<>(message, ticket, Boots.of(from), nanoClock.getAsLong());
        Latest<T> kept = bySender.merge(key, incoming, Latest::newerOf);
        return kept.ticket() == ticket ? Arrival.ACCEPTED : Arrival.STALE;
    }

    /** The latest messages with their ages in whole milliseconds, as they can be written down, in the order of their senders. Forgets who was silent for too long. */
    public List<Received<T>> latest() {
        long now = nanoClock.getAsLong();
        bySender.values().removeIf(latest -> latest.age(now).compareTo(FORGET_AFTER) > 0);
        SortedMap<String, Latest<T>> ordered = new TreeMap<>(bySender);
        List<Received<T>> received = new ArrayList<>();
        ordered.values()
                .forEach(latest -> received.add(
                        new Received<>(latest.message(), latest.age(now).truncatedTo(ChronoUnit.MILLIS))));
        return received;
    }

    /** How many senders are remembered. */
    public int size() {
        return bySender.size();
    }

    private record Latest<T>(T message, long ticket, Boots boots, long arrivedNanos) {
        Duration age(long nowNanos) {
            return Duration.ofNanos(Math.max(0, nowNanos - arrivedNanos));
        }

        Latest<T> newerOf(Latest<T> incoming) {
            @Nullable Boots after = boots.after(incoming.boots);
            return after == null ? this : new Latest<>(incoming.message, incoming.ticket, after, incoming.arrivedNanos);
        }
    }
}
