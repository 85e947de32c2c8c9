package dev.meridian.demo.world;

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

    /** Returns once the address answers 200. @throws ProgramFailed if the program ends first or takes too long */
    void untilReady(RunningProgram program, URI address) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        String last = "no answer yet";
        while (System.nanoTime() - deadline < 0) {
            if (!program.alive()) {
                throw ProgramFailed.ended(program);
            }
            try {
                HttpRequest request =
                        HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
                int status = http.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 200) {
                    return;
                }
                last = "answered " + status;
            } catch (IOException e) {
                last = e.getClass().getSimpleName();
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
        }
        throw ProgramFailed.of(
                program, "is not ready after " + LONGEST_START.toSeconds() + " s (" + address + ": " + last + ")");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
