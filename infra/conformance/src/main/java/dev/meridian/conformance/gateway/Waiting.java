package dev.meridian.conformance.gateway;

import dev.meridian.conformance.check.Expect;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something to come true. */
public final class Waiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private Waiting() {}

    /**
     * Returns once the condition holds.
     *
     * @param what completes "expected ... within 10 s"
     */
    public static void until(Duration longest, String what, BooleanSupplier condition) throws InterruptedException {
        if (!comes(longest, condition)) {
            throw Expect.failure("expected " + what + " within " + longest.toSeconds() + " s, it did not come");
        }
    }

    /** Whether the condition comes true within that time. */
    public static boolean comes(Duration longest, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause(BETWEEN_LOOKS);
        }
        return true;
    }

    /** Lets that time pass. */
    public static void pause(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
