package dev.meridian.agent.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.agent.probe.ProbeOutcome;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegionSummaryTest {
    private static final RegionId US = new RegionId("us-west-2");
    private static final RegionId AP = new RegionId("ap-southeast-1");
    private static final Endpoint ONE = Endpoint.parse("http://one:8080");
    private static final Endpoint TWO = Endpoint.parse("http://two:8080");
    private static final ProbeOutcome MEASURED = new ProbeOutcome.Measured(Duration.ofMillis(70));
    private static final ProbeOutcome ANSWERED = new ProbeOutcome.Answered();
    private static final ProbeOutcome FAILED = new ProbeOutcome.Failed("status 503");

    private final AtomicLong clock = new AtomicLong(-5);
    private final List<Endpoint> edges = new ArrayList<>(List.of(ONE, TWO));
    private final SortedMap<RegionId, RegionSpec> peers = new TreeMap<>();
    private final RegionSummary summary = new RegionSummary(
            new RegionId("eu-west-1"),
            () -> List.copyOf(edges),
            () -> new TreeMap<>(peers),
            () -> ClusterReport.OUTSIDE,
            new StateLifetimes(Duration.ofSeconds(6), Duration.ofSeconds(14)),
            clock::get);
    private long sequence;

    @Test
    void outcomesAreCountedAndRoundTripsOnlyWhereMeasured() {
        summary.edge(ONE, MEASURED);
        summary.edge(ONE, ANSWERED);
        summary.edge(TWO, FAILED);

        ProbeCounts probes = close().probes();

        assertThat(probes.succeeded()).isEqualTo(2);
        assertThat(probes.failed()).isEqualTo(1);
        assertThat(probes.roundTrip().count()).isEqualTo(1);
        assertThat(probes.roundTrip().quantileMicros(0.5)).isBetween(65_000L, 75_000L);
    }

    @Test
    void countsAreOfOneIntervalAlone() {
        peers.put(US, new RegionSpec(TWO, RegionKind.EDGE));
        summary.edge(ONE, MEASURED);
        summary.peer(US, FAILED);
        RegionReport first = close();
        pass(Duration.ofSeconds(5));
        RegionReport second = close();

        assertThat(first.peers().get(US)).isEqualTo(new ProbeCounts(0, 1, ProbeCounts.NONE.roundTrip()));
        assertThat(second.probes()).isEqualTo(ProbeCounts.NONE);
        assertThat(second.peers()).isEmpty();
        assertThat(second.interval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void edgeIsReadyByItsLastProbe() {
        summary.edge(ONE, FAILED);
        summary.edge(ONE, ANSWERED);
        summary.edge(TWO, MEASURED);
        summary.edge(TWO, FAILED);

        RegionReport report = close();

        assertThat(report.edgesReady()).isEqualTo(1);
        assertThat(report.edgesTotal()).isEqualTo(2);
    }

    @Test
    void edgeThatWasNotSeenForLongIsNotReady() {
        summary.edge(ONE, MEASURED);
        pass(Duration.ofSeconds(5));
        assertThat(close().edgesReady()).isEqualTo(1);

        pass(Duration.ofSeconds(1));
        assertThat(close().edgesReady()).isZero();
    }

    @Test
    void edgeThatLeftTheDirectoryIsNotReported() {
        summary.edge(ONE, MEASURED);
        summary.edge(TWO, MEASURED);
        edges.remove(TWO);

        RegionReport report = close();

        assertThat(report.edgesReady()).isEqualTo(1);
        assertThat(report.edgesTotal()).isEqualTo(1);
    }

    @Test
    void regionThatLeftTheTableIsNotReported() {
        peers.put(US, new RegionSpec(ONE, RegionKind.EDGE));
        summary.peer(US, MEASURED);
        summary.peer(AP, MEASURED);

        assertThat(close().peers()).containsOnlyKeys(US);
    }

    @Test
    void reachabilityIsUnknownUntilSeenAndWhenTooOld() {
        assertThat(close().upstream()).isEqualTo(Reachability.UNKNOWN);

        summary.upstream(Reachability.UNREACHABLE);
        pass(Duration.ofSeconds(13));
        assertThat(close().upstream()).isEqualTo(Reachability.UNREACHABLE);

        pass(Duration.ofSeconds(1));
        assertThat(close().upstream()).isEqualTo(Reachability.UNKNOWN);
    }

    @Test
    void intervalStaysWithinTheContractWhateverTheClockDid() {
        assertThat(close().interval()).isEqualTo(Duration.ofMillis(1));

        pass(Duration.ofHours(3));
        assertThat(close().interval()).isEqualTo(RegionReport.MAX_INTERVAL);
    }

    private RegionReport close() {
        return summary.close(new Sender("agent-eu-0", "boot", ++sequence));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
