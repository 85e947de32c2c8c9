package dev.meridian.conformance.chaos;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins requests at a steady rate, however long the ones before take: slow answers do not slow the load down. Only where
 * too many are under way, requests are left out and counted. Confined to the thread that begins them, but for its counts.
 */
final class OpenLoop {
    /** What a request does; it must end by itself. */
    interface Request {
        void run(int number) throws Exception;
    }

    private final int perSecond;
    private final int mostInFlight;
    private final Semaphore room;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger leftOut = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean over;

    OpenLoop(int perSecond, int mostInFlight) {
        this.perSecond = perSecond;
        this.mostInFlight = mostInFlight;
        this.room = new Semaphore(mostInFlight);
    }

    /** Begins requests for that long; does not wait for their ends. */
    void run(Duration time, Request request) {
        long start = System.nanoTime();
        long count = perSecond * time.toMillis() / 1_000;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (long i = 0; i < count && !over; i++) {
            parkUntil(start + i * 1_000_000_000L / perSecond);
            if (room.tryAcquire()) {
                int number = begun.getAndIncrement();
                threads.execute(() -> one(number, request));
            } else {
                leftOut.incrementAndGet();
            }
        }
        threads.shutdown();
    }

    /** Begins no more. */
    void stop() {
        over = true;
    }

    /** Whether all that were begun have ended within that time. */
    boolean allEnd(Duration within) throws InterruptedException {
        boolean ended = room.tryAcquire(mostInFlight, within.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            room.release(mostInFlight);
        }
        return ended;
    }

    int begun() {
        return begun.get();
    }

    /** Requests that were due while too many were under way. */
    int leftOut() {
        return leftOut.get();
    }

    /** Requests that ended in an exception, which is a bug of this program. */
    int failed() {
        return failed.get();
    }

    int inFlight() {
        return mostInFlight - room.availablePermits();
    }

    private void one(int number, Request request) {
        try {
            request.run(number);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (failed.incrementAndGet() == 1) {
                e.printStackTrace();
            }
        } finally {
            room.release();
        }
    }

    private static void parkUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
