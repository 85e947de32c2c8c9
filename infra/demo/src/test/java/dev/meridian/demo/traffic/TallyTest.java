package dev.meridian.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void samplesAddUpByRegionAndOutcome() {
        List<Sample> samples = List.of(
                served(Geography.US, Geography.US, 10),
                served(Geography.US, Geography.EU, 20),
                served(Geography.EU, Geography.US, 30),
                new Sample(Geography.EU, 0, 1, new Outcome.Lost(Geography.EU, "cut")),
                new Sample(Geography.EU, 0, 1, new Outcome.Failed("status 502")),
                new Sample(Geography.EU, 0, 1, new Outcome.Failed("status 502")));
        Tally tally = Tally.of(samples);
        assertThat(tally.servedBy(Geography.US)).isEqualTo(2);
        assertThat(tally.servedInAll()).isEqualTo(3);
        assertThat(tally.partOf(Geography.EU)).isEqualTo(1 / 3.0);
        assertThat(tally.lost()).isEqualTo(1);
        assertThat(tally.failed()).isEqualTo(2);
        assertThat(tally.reasons()).containsExactly("status 502");
        assertThat(tally.requests()).isEqualTo(6);
        assertThat(Tally.ofOrigin(Geography.EU, samples).servedInAll()).isEqualTo(1);
    }

    @Test
    void nothingMeasuredIsZeroAndNotAnError() {
        Tally nothing = Tally.of(List.of());
        assertThat(nothing.partOf(Geography.US)).isZero();
        assertThat(nothing.millis(0.95)).isZero();
    }

    @Test
    void quantilesAreThoseOfTheServedRequests() {
        Tally tally = Tally.of(IntStream.rangeClosed(1, 100)
                .mapToObj(millis -> served(Geography.US, Geography.US, millis))
                .toList());
        assertThat(tally.millis(0.5)).isBetween(46L, 54L);
        assertThat(tally.millis(0.95)).isBetween(88L, 102L);
    }

    @Test
    void theLogIsBoundedAndItsTotalsAreNot() {
        TrafficLog log = new TrafficLog();
        int more = TrafficLog.MAX_SAMPLES + 100;
        for (int i = 0; i < more; i++) {
            log.add(new Sample(Geography.US, i, i, new Outcome.Failed("no")));
        }
        assertThat(log.begunSince(0)).hasSize(TrafficLog.MAX_SAMPLES);
        assertThat(log.begunSince(more - 10)).hasSize(10);
        assertThat(log.totals().failed()).isEqualTo(more);
    }

    private static Sample served(RegionId origin, RegionId by, int millis) {
        return new Sample(origin, 0, 1, new Outcome.Served(by, new TableVersion(1, 1), millis * 1_000_000L));
    }
}
