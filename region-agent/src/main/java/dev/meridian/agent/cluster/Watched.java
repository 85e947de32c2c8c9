package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one kind, followed by an informer that tries for ever: it lists them in pages, watches them, and lists them
 * again after a 410 or an error, with a backoff. Thread-safe.
 */
final class Watched<T extends WatchedObject> implements AutoCloseable {
    /** Longer than an informer's own pauses of at most 16 s and the 10 s that an answer may take. */
    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);

    private final String kind;
    private final Supplier<SharedIndexInformer<T>> informers;
    private final Runnable changed;
    private SharedIndexInformer<T> serving;
    private @Nullable SharedIndexInformer<T> next;
    private volatile @Nullable String failure;
    private long lastWatchingNanos = System.nanoTime();

    /**
     * Starts to follow them.
     *
     * @param kind for people
     * @param informers makes one that has not been started
     * @param changed called after each change
     */
    Watched(String kind, Supplier<SharedIndexInformer<T>> informers, Runnable changed) {
        this.kind = kind;
        this.informers = informers;
        this.changed = changed;
        this.serving = start();
    }

    /** As they are known; empty before the first list. */
    synchronized Collection<T> items() {
        takeNext();
        return serving.getStore().list();
    }

    /** Whether all were listed once. */
    synchronized boolean synced() {
        takeNext();
        return serving.hasSynced();
    }

    /** Whether the API server tells of changes now. */
    synchronized boolean watching() {
        takeNext();
        return next == null && serving.isWatching();
    }

    /** Why not, for people; empty where it does, or only has not yet. */
    Optional<String> failure() {
        return watching() ? Optional.empty() : Optional.ofNullable(failure).map(reason -> kind + ": " + reason);
    }

    /**
     * Lists and watches anew, since a connection may be dead without a sign; the known ones are kept until then. Nothing
     * happens where the informer itself is at it.
     */
    synchronized void renew() {
        if (watching()) {
            next = start();
        }
    }

    /**
     * Gives up on an informer that has neither listed nor watched for long: over a connection that died in the middle of an
     * answer it would wait for ever.
     */
    synchronized void renewIfStuck(long now) {
        if (watching()) {
            lastWatchingNanos = now;
        } else if (now - lastWatchingNanos > STUCK_AFTER.toNanos()) {
            lastWatchingNanos = now;
            if (next != null) {
                next.close();
            }
            next = start();
        }
    }

    @Override
    public synchronized void close() {
        serving.close();
        if (next != null) {
            next.close();
        }
    }

    private void takeNext() {
        if (next != null && next.hasSynced()) {
            serving.close();
            serving = next;
            next = null;
            changed.run();
        }
    }

    private SharedIndexInformer<T> start() {
        SharedIndexInformer<T> informer = informers.get();
        informer.exceptionHandler((started, problem) -> {
            failure = Failures.of(problem);
            return true;
        });
        informer.addEventHandler(new Changes());
        var _ = informer.start();
        return informer;
    }

    private final class Changes implements ResourceEventHandler<T> {
        @Override
        public void onList(String resourceVersion, boolean nothing) {
            failure = null;
            changed.run();
        }

        @Override
        public void onAdd(T object) {
            changed.run();
        }

        @Override
        public void onUpdate(T before, T after) {
            changed.run();
        }

        @Override
        public void onDelete(T object, boolean unknownFinalState) {
            changed.run();
        }
    }
}
