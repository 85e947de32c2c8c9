package dev.meridian.demo.world;

import dev.meridian.demo.control.ControllerUnreachable;
import dev.meridian.demo.process.ProgramFailed;
import dev.meridian.demo.process.RunningProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a program says that it is ready, or says what is wrong with it. */
final class Waiting implements AutoCloseable {
    /** Far more than a start takes, even of eight JVMs on one core. */
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** Something that is waited for. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /** Returns once the address answers 200. @throws ProgramFailed if the program ends first or takes too long */
    void untilReady(RunningProgram program, URI address) throws InterruptedException {
        until(program, "is not ready at " + address, () -> answersOk(address));
    }

    /**
     * Returns once the condition holds; while the controller does not answer it does not.
     *
     * @param otherwise what is wrong with the program if it does not
     * @throws ProgramFailed if the program ends first or it takes too long
     */
    void until(RunningProgram program, String otherwise, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!program.alive()) {
                throw ProgramFailed.ended(program);
            }
            if (holds(condition)) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
        }
        throw ProgramFailed.of(program, otherwise + " after " + LONGEST_START.toSeconds() + " s");
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (ControllerUnreachable e) {
            return false;
        }
    }

    private boolean answersOk(URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
