package dev.meridian.scenarios.world;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Received;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.scenarios.policy.Situation;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of all that was said is believed, and what operators say beside it. */
final class Hearing {
    private static final Duration SILENT = Duration.ofSeconds(15);

    private final World world;
    private final SortedMap<RegionId, RegionSpec> specs = new TreeMap<>();

    Hearing(World world) {
        this.world = world;
        for (RegionId region : world.regions().keySet()) {
            Endpoint endpoint = Endpoint.parse(region.value() + ".example");
            @Nullable Integer stated = world.setup().stated.get(region);
            specs.put(
                    region, new RegionSpec(endpoint, RegionKind.EDGE, stated, new TreeSet<>(), RegionSpec.USUAL_PRICE));
        }
    }

    Situation heard(
            long epoch,
            List<Received<RegionReport>> reports,
            List<Received<EdgeObservation>> observations,
            @Nullable Decision previous) {
        List<Received<RegionReport>> believed = reports.stream()
                .filter(one -> world.setup().heard.test(one.message()))
                .map(one -> world.has(Mechanism.SILENCE_IS_NO_WITNESS) ? one : condemned(one))
                .toList();
        return new Situation(
                epoch,
                specs,
                world.setup().intents,
                world.steering(),
                world.store().drains(),
                believed,
                world.setup().liveTrafficHeard ? observations : List.of(),
                previous);
    }

    /** Who is silent is taken to have said that all is lost; and nobody speaks of other regions. */
    private static Received<RegionReport> condemned(Received<RegionReport> one) {
        RegionReport said = one.message();
        boolean silent = one.age().compareTo(SILENT) > 0;
        return new Received<>(
                new RegionReport(
                        said.region(),
                        said.sender(),
                        said.interval(),
                        silent ? 0 : said.edgesReady(),
                        said.edgesTotal(),
                        silent ? new ProbeCounts(0, said.probes().total(), LatencyHistogram.empty()) : said.probes(),
                        said.upstream(),
                        new TreeMap<>(),
                        said.cluster()),
                Duration.ofMillis(one.age().toMillis() % 5_000));
    }
}
