package dev.meridian.demo.traffic;

import dev.meridian.routing.region.RegionId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends chat requests from every region at a steady rate, half unary and half streams, until it is closed. */
public final class Traffic implements AutoCloseable {
    /** Under way per region: ten times what the default rate needs. What goes beyond is held back and counted. */
    static final int MAX_UNDER_WAY = 200;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final TrafficLog log = new TrafficLog();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpClient> clients = new ArrayList<>();

    private Traffic() {}

    /**
     * Starts the clients.
     *
     * @param entries by the client's region: where it can enter, the most wanted first
     * @param key the clients' API key
     * @param perSecond requests per second of each region
     */
    public static Traffic start(Map<RegionId, List<Entry>> entries, String key, double perSecond, Kills kills) {
        Traffic traffic = new Traffic();
        Duration interval = Duration.ofNanos((long) (1e9 / perSecond));
        entries.forEach((origin, ways) -> {
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(traffic.requests)
                    .build();
            traffic.clients.add(http);
            ChatClient client = new ChatClient(origin, ways, http, key, kills);
            traffic.requests.execute(() -> traffic.send(client, interval));
        });
        return traffic;
    }

    /** What was measured so far. */
    public TrafficLog log() {
        return log;
    }

    /** Stops sending; what is under way is cut and not counted. */
    @Override
    public void close() {
        requests.shutdownNow();
        clients.forEach(HttpClient::shutdownNow);
    }

    private void send(ChatClient client, Duration interval) {
        Semaphore free = new Semaphore(MAX_UNDER_WAY);
        long next = System.nanoTime();
        try {
            for (long count = 0; !requests.isShutdown(); count++) {
                ChatKind kind = count % 2 == 0 ? ChatKind.UNARY : ChatKind.STREAM;
                if (free.tryAcquire()) {
                    requests.execute(() -> sendOne(client, kind, free));
                } else {
                    log.heldBack();
                }
                next += interval.toNanos();
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
        } catch (InterruptedException | RejectedExecutionException e) {
            // Closed.
        }
    }

    private void sendOne(ChatClient client, ChatKind kind, Semaphore free) {
        try {
            Sample sample = client.send(kind);
            if (!requests.isShutdown()) {
                log.add(sample);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }
}
