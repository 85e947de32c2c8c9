package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.CaseFailed;
import dev.meridian.conformance.check.Expect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many clients at once, each on a thread of its own. */
final class AtOnce {
    private static final int LONGEST_SECONDS = 90;

    /** What a client does. */
    interface Work<T> {
        T run(int index) throws Exception;
    }

    private AtOnce() {}

    /** All results, in the order of the clients; fails where one of them did. */
    static <T> List<T> all(int clients, Work<T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int index = i;
                Callable<T> task = () -> work.run(index);
                started.add(threads.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : started) {
                results.add(result(each));
            }
            return results;
        }
    }

    /** What one of them brought. */
    static <T> T result(Future<T> work) throws InterruptedException {
        try {
            return work.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CaseFailed failed) {
                throw failed;
            }
            throw Expect.failure("expected every client to be answered, one was not: " + e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw Expect.failure("expected every client to be answered within " + LONGEST_SECONDS + " s");
        }
    }
}
