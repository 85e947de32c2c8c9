package dev.meridian.demo.relay;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries parcels from one thread to one other, each not before its delay is over, in their order.
 *
 * <p>What is under way is bounded by a capacity in bytes: {@link #put} waits while the line is full, so a slow receiver
 * slows its sender down as TCP's own window would.
 */
final class DelayLine {
    private record Travelling(Parcel parcel, long dueNanos) {}

    private final int capacityBytes;
    private final Delay delay;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Travelling> travelling = new ArrayDeque<>();
    private int heldBytes;
    private long lastDueNanos;
    private boolean closed;

    /**
     * @param capacityBytes at most this much is under way, or one parcel if that is larger
     * @param opensAtNanos nothing counts as sent before this time of {@link System#nanoTime()}
     */
    DelayLine(int capacityBytes, Delay delay, long opensAtNanos) {
        this.capacityBytes = capacityBytes;
        this.delay = delay;
        this.lastDueNanos = opensAtNanos + delay.nextNanos();
    }

    /**
     * Sends a parcel; waits while the line is full.
     *
     * @return false if the line was closed, in which case the parcel is dropped
     */
    boolean put(Parcel parcel) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && heldBytes > 0 && heldBytes + parcel.weight() > capacityBytes) {
                changed.await();
            }
            if (closed) {
                return false;
            }
            lastDueNanos = later(lastDueNanos, System.nanoTime() + delay.nextNanos());
            heldBytes += parcel.weight();
            travelling.add(new Travelling(parcel, lastDueNanos));
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next parcel, once it is due. After {@link #close} it is always {@link Parcel.Reset}. */
    Parcel take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Travelling next = travelling.peek();
                if (next == null) {
                    changed.await();
                } else if (next.dueNanos - System.nanoTime() > 0) {
                    long ignored = changed.awaitNanos(next.dueNanos - System.nanoTime());
                } else {
                    travelling.remove();
                    heldBytes -= next.parcel.weight();
                    changed.signalAll();
                    return next.parcel;
                }
            }
            return new Parcel.Reset();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is under way and wakes both ends. */
    void close() {
        lock.lock();
        try {
            closed = true;
            travelling.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes under way. */
    int heldBytes() {
        lock.lock();
        try {
            return heldBytes;
        } finally {
            lock.unlock();
        }
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
