package dev.meridian.edge.observe;

import dev.meridian.edge.call.BackgroundLoop;
import dev.meridian.edge.call.ControllerAccess;
import dev.meridian.edge.call.ControllerLink;
import dev.meridian.edge.wire.WireJson;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what live traffic was like, one observation an interval, on a thread of its own. One that cannot be sent is
 * dropped: the next one says more about now.
 */
public final class ObservationSender implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ObservationSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** What an answer says is not looked at. */
    private static final int MAX_ANSWER = 1_024;

    /** What an observation can say; of a longer time its counts are as of so much. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final String name;
    private final String bootId = UUID.randomUUID().toString();
    private final OriginId origin;
    private final Duration interval;
    private final @Nullable ControllerLink controller;
    private final Supplier<TableVersion> table;
    private final LongSupplier shed;
    private final Supplier<Map<RegionId, TrafficRecorder>> traffic;
    private final WireJson wire = new WireJson();
    private final BackgroundLoop loop = new BackgroundLoop("observation-sender");
    private long sequence;
    private long drained;
    private boolean troubled;

    /**
     * @param name this edge's instance name
     * @param controller null where nothing is sent
     * @param table the version this edge routes by
     * @param shed how many requests were shed since the last call
     * @param traffic the recorders of all regions
     */
    public ObservationSender(
            String name,
            OriginId origin,
            Duration interval,
            @Nullable ControllerAccess controller,
            Supplier<TableVersion> table,
            LongSupplier shed,
            Supplier<Map<RegionId, TrafficRecorder>> traffic) {
        this.name = new Sender(name, bootId, 1).name(); // a bad name stops the start, not the first observation
        this.origin = origin;
        this.interval = interval;
        this.controller = controller == null ? null : controller.link(TIMEOUT);
        this.table = table;
        this.shed = shed;
        this.traffic = traffic;
    }

    @Override
    public void start() {
        if (controller != null) {
            ControllerLink link = controller;
            drained = System.nanoTime();
            loop.start(interval, () -> {
                send(link);
                return interval;
            });
        }
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

    private void send(ControllerLink link) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = link.send(request(link), MAX_ANSWER, TIMEOUT);
            say(response.statusCode() < 300, "the controller answered " + response.statusCode());
        } catch (IOException e) {
            say(false, e.getClass().getSimpleName());
        } catch (RuntimeException | Error e) {
            say(false, "they failed by a bug: " + e); // without this thread none would ever be sent again
        }
    }

    private HttpRequest request(ControllerLink link) {
        return link.request("/v1/observations")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(wire.write(observe())))
                .build();
    }

    private EdgeObservation observe() {
        Duration counted = sinceLastDrain();
        TreeMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        TreeMap<RegionId, Long> running = new TreeMap<>();
        traffic.get().forEach((region, recorder) -> {
            regions.put(region, recorder.drain());
            running.put(region, Math.max(0, recorder.running()));
        });
        if (regions.size() > RegionId.MAX_REGIONS) { // some have left the table since
            regions.values().removeIf(seen -> seen.attempts() == 0 && seen.requests() == 0);
            // No more than must be: without any, an edge whose regions are all idle would not say so.
            running.values().removeIf(count -> count == 0 && running.size() > RegionId.MAX_REGIONS);
        }
        return new EdgeObservation(
                origin, new Sender(name, bootId, ++sequence), counted, table.get(), shed.getAsLong(), regions, running);
    }

    /** What the counts are of, from the start on: the interval, and what the call before took. 1 ms to 10 min. */
    private Duration sinceLastDrain() {
        long now = System.nanoTime();
        long millis = TimeUnit.NANOSECONDS.toMillis(now - drained);
        drained = now;
        return Duration.ofMillis(Math.clamp(millis, 1, LONGEST.toMillis()));
    }

    private void say(boolean well, String why) {
        if (well == troubled) {
            troubled = !well;
            if (troubled) {
                LOG.warn("observations are not taken: {}", why);
            } else {
                LOG.info("observations are taken again");
            }
        }
    }
}
