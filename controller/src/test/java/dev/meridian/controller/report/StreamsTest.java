package dev.meridian.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What runs in a region, by the word of edges that say it, do not say it, or are not heard of any more. */
class StreamsTest {
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final RegionId US = new RegionId("us-west-2");

    private final AtomicLong nanos = new AtomicLong();
    private final LatestMessages<EdgeObservation> observations = new LatestMessages<>(
            message -> message.origin().value(), EdgeObservation::sender, nanos::get, LatestMessages.MAX_SENDERS);
    private final Streams streams = new Streams(observations, Duration.ofSeconds(15));

    @Test
    void withoutAnEdgeNobodySays() {
        assertThat(streams.now().in(EU)).isEqualTo(new RegionStreams(null, 0, 0));
    }

    @Test
    void edgesAddUp() {
        says("a", Map.of(EU, 3L, US, 1L));
        says("b", Map.of(EU, 4L, US, 0L));

        assertThat(streams.now().in(EU)).isEqualTo(new RegionStreams(7L, 2, 0));
        assertThat(streams.now().in(US)).isEqualTo(new RegionStreams(1L, 2, 0));
    }

    @Test
    void edgeThatDoesNotSayIsSilentAndNotZero() {
        says("a", Map.of(EU, 3L));
        says("older", Map.of());

        assertThat(streams.now().in(EU)).isEqualTo(new RegionStreams(3L, 1, 1));
    }

    @Test
    void edgeThatIsNotHeardOfAnyMoreIsSilent() {
        says("a", Map.of(EU, 3L));
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());
        says("b", Map.of(EU, 0L));

        assertThat(streams.now().in(EU)).isEqualTo(new RegionStreams(0L, 1, 1));
    }

    private void says(String edge, Map<RegionId, Long> running) {
        observations.arrived(new EdgeObservation(
                OriginId.of(US),
                new Sender(edge, "boot", 1),
                Duration.ofSeconds(5),
                TableVersion.NONE,
                0,
                new TreeMap<>(),
                new TreeMap<>(running)));
    }
}
