package dev.meridian.controller.report;

import dev.meridian.controller.bounds.Rate;
import dev.meridian.controller.bounds.Rates;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.problem.Bodies;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.security.Caller;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes reports and observations. */
@RestController
public final class ReportEndpoint {
    private final Wire wire;
    private final Regions regions;
    private final LatestMessages<RegionReport> reports;
    private final LatestMessages<EdgeObservation> observations;
    private final Rates rates;
    private final Map<Arrival, Counter> countedReports;
    private final Map<Arrival, Counter> countedObservations;

    public ReportEndpoint(
            Wire wire,
            Regions regions,
            LatestMessages<RegionReport> reports,
            LatestMessages<EdgeObservation> observations,
            Rates rates,
            MeterRegistry meters) {
        this.wire = wire;
        this.regions = regions;
        this.reports = reports;
        this.observations = observations;
        this.rates = rates;
        this.countedReports = counters(meters, "report");
        this.countedObservations = counters(meters, "observation");
    }

    private static Map<Arrival, Counter> counters(MeterRegistry meters, String kind) {
        Map<Arrival, Counter> counters = new EnumMap<>(Arrival.class);
        for (Arrival arrival : Arrival.values()) {
            String outcome = arrival.name().toLowerCase(Locale.ROOT);
            counters.put(arrival, meters.counter("meridian.controller.messages", "kind", kind, "outcome", outcome));
        }
        return counters;
    }

    @Described(
            value = "an agent's report",
            body = RegionReport.class,
            optional = "cluster",
            message = true,
            status = 204,
            also = 404)
    @PostMapping(path = "/v1/reports", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void report(HttpServletRequest request) throws IOException {
        RegionReport report = wire.readReport(Bodies.read(request, Bodies.MAX_MESSAGE_BYTES));
        Caller.of(request).requireSpeaksFor(report.region().value());
        regions.requireKnown(report.region());
        requireSlow("agent", report.region().value(), report.sender());
        settle("report", countedReports, reports.arrived(report));
    }

    @Described(
            value = "an edge's observation",
            body = EdgeObservation.class,
            optional = {"shed", "running"},
            message = true,
            status = 204)
    @PostMapping(path = "/v1/observations", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void observation(HttpServletRequest request) throws IOException {
        EdgeObservation observation = wire.readObservation(Bodies.read(request, Bodies.MAX_MESSAGE_BYTES));
        Caller.of(request).requireSpeaksFor(observation.origin().value());
        requireSlow("edge", observation.origin().value(), observation.sender());
        settle("observation", countedObservations, observations.arrived(observation));
    }

    private void requireSlow(String kind, String place, Sender sender) {
        rates.require(Rate.SENDER, kind + "/" + place + "/" + sender.name());
    }

    private void settle(String kind, Map<Arrival, Counter> counted, Arrival arrival) {
        Objects.requireNonNull(counted.get(arrival)).increment();
        if (arrival == Arrival.FULL) {
            throw Refused.tooMany(
                    "there are " + LatestMessages.MAX_SENDERS + " senders of " + kind + "s already, which is the limit",
                    LatestMessages.FORGET_AFTER);
        }
    }
}
