package dev.meridian.agent.report;

import dev.meridian.routing.report.RegionReport;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Holds the newest report that is still to be sent; never more than that one. Thread-safe. */
final class Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private @Nullable RegionReport newest;

    /**
     * Puts a newer report in.
     *
     * @return whether an unsent one gave way to it
     */
    boolean put(RegionReport report) {
        lock.lock();
        try {
            boolean replaces = newest != null;
            newest = report;
            filled.signal();
            return replaces;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a report back that could not be sent.
     *
     * @return whether there was room; false if a newer one is waiting
     */
    boolean putBack(RegionReport report) {
        lock.lock();
        try {
            if (newest != null) {
                return false;
            }
            newest = report;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a report and takes it out. */
    RegionReport take() throws InterruptedException {
        lock.lock();
        try {
            while (newest == null) {
                filled.await();
            }
            RegionReport taken = newest;
            newest = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
