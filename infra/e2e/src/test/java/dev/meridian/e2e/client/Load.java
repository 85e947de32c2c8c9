package dev.meridian.e2e.client;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Requests to some edges, one after another from each of some clients, half of them streams. Thread-safe. */
public final class Load implements AutoCloseable {
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<Thread> threads;
    private volatile boolean running = true;

    /**
     * What became of one request.
     *
     * @param region that served it, if any
     * @param begun whether it was a stream that had brought content before it ended
     * @param failure what the client saw, empty if all was well
     */
    public record Outcome(String region, boolean begun, String failure) {
        /** Whether the client got its whole answer. */
        public boolean ok() {
            return failure.isEmpty();
        }
    }

    private Load(List<ChatClient> clients) {
        threads = clients.stream().map(this::start).toList();
    }

    /** Starts; every client in the list makes one request at a time. */
    public static Load of(List<ChatClient> clients) {
        return new Load(clients);
    }

    /** What has come to an end by now. */
    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Those among {@link #outcomes()} that failed without the client having got any content. */
    public List<Outcome> lost() {
        return outcomes.stream()
                .filter(outcome -> !outcome.ok() && !outcome.begun())
                .toList();
    }

    /** Begins no more requests, and returns when all have ended. */
    public Load stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while requests end", e);
            }
        }
        return this;
    }

    @Override
    public void close() {
        stop();
    }

    private Thread start(ChatClient client) {
        return Thread.ofVirtual().start(() -> {
            for (boolean stream = false; running; stream = !stream) {
                outcomes.add(stream ? streamed(client) : unary(client));
            }
        });
    }

    private static Outcome unary(ChatClient client) {
        try {
            Reply reply = client.ask();
            String region = reply.header("x-meridian-region");
            return new Outcome(region, false, reply.status() == 200 ? "" : reply.status() + " " + reply.body());
        } catch (UncheckedIOException e) {
            return new Outcome("", false, e.toString());
        }
    }

    private static Outcome streamed(ChatClient client) {
        try {
            HttpResponse<Stream<String>> response = client.stream("hello");
            String region = response.headers().firstValue("x-meridian-region").orElse("");
            return response.statusCode() == 200
                    ? read(region, response.body())
                    : new Outcome(region, false, "stream: " + response.statusCode());
        } catch (UncheckedIOException e) {
            return new Outcome("", false, e.toString());
        }
    }

    private static Outcome read(String region, Stream<String> body) {
        boolean begun = false;
        String last = "nothing";
        try (body) {
            for (String line : (Iterable<String>) body.filter(line -> !line.isEmpty())::iterator) {
                begun |= line.contains("\"content\":") && !line.contains("\"content\":\"\"");
                last = line;
            }
            return new Outcome(region, begun, last.equals("data: [DONE]") ? "" : "stream ends with " + last);
        } catch (UncheckedIOException e) {
            return new Outcome(region, begun, e.toString());
        }
    }
}
