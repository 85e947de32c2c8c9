package dev.meridian.agent.summary;

import dev.meridian.agent.probe.Findings;
import dev.meridian.agent.probe.ProbeOutcome;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.Reachability;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** Shows findings as metrics and passes them on. Tags are bounded: a region for each peer, never an address. */
public final class MeteredFindings implements Findings {
    private static final String PROBES = "meridian.agent.probes";
    private static final String ROUND_TRIP = "meridian.agent.round.trip";

    private final Findings next;
    private final RegionId own;
    private final MeterRegistry meters;

    /** Passes everything on to the next. */
    public MeteredFindings(Findings next, RegionId own, MeterRegistry meters) {
        this.next = next;
        this.own = own;
        this.meters = meters;
    }

    @Override
    public void edge(Endpoint edge, ProbeOutcome outcome) {
        count("edge", own, outcome);
        next.edge(edge, outcome);
    }

    @Override
    public void peer(RegionId region, ProbeOutcome outcome) {
        count("peer", region, outcome);
        next.peer(region, outcome);
    }

    @Override
    public void upstream(Reachability reachability) {
        meters.counter(
                        "meridian.agent.upstream.probes",
                        "said",
                        reachability.name().toLowerCase(Locale.ROOT))
                .increment();
        next.upstream(reachability);
    }

    private void count(String target, RegionId region, ProbeOutcome outcome) {
        String ended = switch (outcome) {
            case ProbeOutcome.Measured(Duration roundTrip) -> {
                meters.timer(ROUND_TRIP, "target", target, "region", region.value())
                        .record(roundTrip);
                yield "succeeded";
            }
            case ProbeOutcome.Answered _ -> "succeeded";
            case ProbeOutcome.Failed _ -> "failed";
        };
        meters.counter(PROBES, "target", target, "region", region.value(), "outcome", ended)
                .increment();
    }
}
