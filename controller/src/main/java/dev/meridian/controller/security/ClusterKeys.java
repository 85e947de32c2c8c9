package dev.meridian.controller.security;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster's keys, fetched in the background when somebody needs them and they are not new any more. What was fetched
 * last goes on while its source is away, for a day. Thread-safe.
 */
final class ClusterKeys {
    /** From this age on keys are fetched again: so long may a key that was withdrawn still count. */
    static final Duration REFRESH_AFTER = Duration.ofMinutes(5);

    /** Between two fetches, whoever asks: forged key ids must not hammer an API server. */
    static final Duration FETCH_EVERY = Duration.ofSeconds(10);

    /** So long do keys count that cannot be fetched again: longer than people take to mend a network. */
    static final Duration KEEP = Duration.ofHours(24);

    /** A little longer than a fetch may take. */
    private static final Duration WAIT = KeysUrl.DEADLINE.plusMillis(500);

    private static final Logger log = LoggerFactory.getLogger(ClusterKeys.class);

    private enum State {
        NEW,
        FETCHED,
        AWAY,
        TOO_OLD
    }

    private final ReentrantLock starting = new ReentrantLock();
    private final String cluster;
    private final KeySource source;
    private final LongSupplier nanoClock;
    private volatile @Nullable Held held;
    private CompletableFuture<Void> fetching;
    private long startedNanos;
    private State state = State.NEW; // of the fetching thread, one after another

    /** Begins to fetch, and does not wait. */
    ClusterKeys(String cluster, KeySource source, LongSupplier nanoClock) {
        this.cluster = cluster;
        this.source = source;
        this.nanoClock = nanoClock;
        this.startedNanos = nanoClock.getAsLong();
        this.fetching = CompletableFuture.runAsync(this::fetch, Thread::startVirtualThread);
    }

    /** The keys that count now; null if none do. Never waits. */
    @Nullable
    KeySet current() {
        @Nullable Held now = held;
        if (now == null || age(now) >= REFRESH_AFTER.toNanos()) {
            fetchUnlessJustDone();
        }
        return now != null && age(now) < KEEP.toNanos() ? now.keys() : null;
    }

    /** The keys that count once a fetch, if one runs or may begin, has ended. Waits 2.5 s at most. */
    @Nullable
    KeySet newest() {
        CompletableFuture<Void> fetch = fetchUnlessJustDone();
        try {
            fetch.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.debug("keys of cluster {} are still being fetched", cluster);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the fetch of cluster " + cluster + "'s keys broke off", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return current();
    }

    /** Seconds since the keys were fetched; not a number before the first time. */
    double ageSeconds() {
        @Nullable Held now = held;
        return now == null
                ? Double.NaN
                : age(now) / (double) Duration.ofSeconds(1).toNanos();
    }

    private CompletableFuture<Void> fetchUnlessJustDone() {
        starting.lock();
        try {
            long now = nanoClock.getAsLong();
            if (fetching.isDone() && now - startedNanos >= FETCH_EVERY.toNanos()) {
                startedNanos = now;
                fetching = CompletableFuture.runAsync(this::fetch, Thread::startVirtualThread);
            }
            return fetching;
        } finally {
            starting.unlock();
        }
    }

    private void fetch() {
        try {
            take(KeySet.parse(source.read()));
        } catch (IOException | RuntimeException e) {
            fail(e); // whatever a server sends, the keys from before go on
        }
    }

    /** Keys that are as they were stay the same object, so that comparing them costs nothing. */
    private void take(KeySet fetched) {
        @Nullable Held before = held;
        KeySet keys = before != null && before.keys().equals(fetched) ? before.keys() : fetched;
        boolean changed = before == null || !before.keys().equals(keys);
        held = new Held(keys, nanoClock.getAsLong());
        if (changed || state != State.FETCHED) {
            log.info(
                    "keys of cluster {} are fetched: {}",
                    cluster,
                    fetched.byId().size());
        }
        state = State.FETCHED;
    }

    private void fail(Exception why) {
        @Nullable Held now = held;
        State next = now == null || age(now) >= KEEP.toNanos() ? State.TOO_OLD : State.AWAY;
        if (state != next) {
            log.warn(
                    "keys of cluster {} cannot be fetched, {}: {}",
                    cluster,
                    next == State.AWAY
                            ? "and the ones from before count for up to " + KEEP.toHours() + " hours"
                            : "and its tokens are refused",
                    why.getMessage());
        }
        state = next;
    }

    private long age(Held keys) {
        return nanoClock.getAsLong() - keys.fetchedNanos();
    }

    private record Held(KeySet keys, long fetchedNanos) {}
}
