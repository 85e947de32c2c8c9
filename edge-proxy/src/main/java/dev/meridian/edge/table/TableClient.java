package dev.meridian.edge.table;

import dev.meridian.edge.call.BackgroundLoop;
import dev.meridian.edge.call.ControllerAccess;
import dev.meridian.edge.call.ControllerLink;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Polls the controller for tables, on a thread of its own. */
public final class TableClient implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TableClient.class);

    /** Beyond the wait that was asked for, an answer needs a round trip. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(5);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final CurrentTable current;
    private final @Nullable ControllerLink controller;
    private final String path;
    private final Duration wait;
    private final BackgroundLoop loop = new BackgroundLoop("table-client");
    private String lastTrouble = "";
    private int failures;

    /**
     * @param controller null where only the table on disk serves
     * @param wait how long one poll may wait
     * @param origin where this edge stands, and
     * @param name its name there: by these the controller knows whether it is to try a table first
     */
    public TableClient(
            CurrentTable current, @Nullable ControllerAccess controller, Duration wait, OriginId origin, String name) {
        this.current = current;
        this.controller = controller == null ? null : controller.link(CONNECT);
        this.wait = wait;
        this.path = "/v1/table?wait=" + wait.toSeconds() + "&origin=" + origin + "&edge=" + name;
        if (controller != null) {
            current.showAge();
        }
    }

    @Override
    public void start() {
        current.load();
        if (controller == null) {
            LOG.info("no controller is set: the table on disk serves");
            return;
        }
        ControllerLink link = controller;
        loop.start(Duration.ZERO, () -> {
            pollOnce(link);
            return failures > 0 ? backoff() : Duration.ZERO;
        });
    }

    @Override
    public void stop() {
        loop.stop();
        if (controller != null) {
            controller.close();
        }
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return BackgroundLoop.PHASE;
    }

    /** Without this thread no table would ever come again: a bug costs one poll. */
    private void pollOnce(ControllerLink link) throws InterruptedException {
        try {
            poll(link);
        } catch (RuntimeException | Error e) {
            trouble("a poll for a table failed by a bug: " + e);
        }
    }

    private void poll(ControllerLink link) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            HttpResponse<byte[]> response =
                    link.send(request(link), RoutingTable.MAX_WIRE_BYTES, wait.plus(ANSWER_MARGIN));
            take(response.statusCode(), plain(response), System.nanoTime() - begun < FIRST_BACKOFF.toNanos());
        } catch (IOException e) {
            trouble("controller " + link + " cannot be reached: " + e.getClass().getSimpleName());
        }
    }

    /** The body; of one that is too large one byte more than the limit. */
    private static byte[] plain(HttpResponse<byte[]> response) throws IOException {
        if (!response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
            return response.body();
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return in.readNBytes(RoutingTable.MAX_WIRE_BYTES + 1);
        }
    }

    /** @param atOnce whether the controller did not wait, so that asking again at once would be a storm */
    private void take(int status, byte[] body, boolean atOnce) {
        switch (status) {
            case 200 -> {
                TableVersion before = current.version();
                current.offer(body);
                well(current.version().equals(before));
            }
            case 304 -> {
                current.confirmed();
                well(atOnce);
            }
            default -> trouble("controller answered " + status + " to a request for the table");
        }
    }

    private HttpRequest request(ControllerLink link) {
        HttpRequest.Builder request =
                link.request(path).header("Accept", "application/json").header("Accept-Encoding", "gzip");
        if (!current.version().equals(TableVersion.NONE)) {
            request.header("If-None-Match", "\"" + current.version() + "\"");
        }
        return request.build();
    }

    /** @param useless whether the answer brought nothing, so that the next poll should wait */
    private void well(boolean useless) {
        failures = useless ? failures + 1 : 0;
        if (!lastTrouble.isEmpty()) {
            LOG.info("the controller answers again");
            lastTrouble = "";
        }
    }

    private void trouble(String what) {
        failures++;
        if (!what.equals(lastTrouble)) {
            LOG.warn("{}; routing table {} serves on", what, current.version());
            lastTrouble = what;
        }
    }

    /** Full jitter, so that edges that lost one controller do not come back to it as one. */
    private Duration backoff() {
        long bound = Math.min(LONGEST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(failures - 1, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
    }
}
