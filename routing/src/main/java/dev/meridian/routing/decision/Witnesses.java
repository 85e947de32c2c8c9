package dev.meridian.routing.decision;

import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who testifies about a region: its own agents, the agents of each other region, the edges' live traffic (unless
 * it fails in every region, which says nothing of this one). Whoever saw nothing is silent, and silence is no witness.
 */
final class Witnesses {
    /** Live traffic of fewer attempts than this counts proportionally less: one failed request is no outage. */
    static final int FULL_ATTEMPTS = 10;

    /** A region that gets less than this part of what the table sends it is avoided. */
    private static final int AVOIDED = 4;

    private Witnesses() {}

    /** The witnesses of a region, its own agents first, then the other regions by name, then the live traffic. */
    static List<Witness> of(RegionId region, Trust trust, Upstream upstream) {
        List<Witness> witnesses = new ArrayList<>();
        addIfHeard(witnesses, inside(region, trust, upstream));
        SortedMap<RegionId, Tally> peers = new TreeMap<>();
        for (Heard<RegionReport> heard : trust.reports()) {
            @Nullable ProbeCounts probes = heard.message().peers().get(region);
            if (probes != null) {
                peers.computeIfAbsent(heard.message().region(), from -> new Tally())
                        .add(heard, probes.succeeded(), probes.total());
            }
        }
        peers.forEach((from, tally) -> addIfHeard(
                witnesses,
                witness(
                        Witness.Kind.PEER,
                        tally.score(),
                        tally.trust(),
                        tally.youngest(),
                        "from " + from + " " + tally.good() + "/" + tally.total() + " probes")));
        if (!upstream.failsEverywhere()) {
            addIfHeard(witnesses, live(region, trust));
        }
        return witnesses;
    }

    /**
     * How many confirm that live errors are the region's: each origin whose edges see too many of them, and whoever else does not
     * find the region good. Errors that only one origin sees may be those of its own network.
     */
    static long ofBurning(RegionId region, List<Witness> witnesses, Trust trust, PolicySettings settings) {
        SortedMap<OriginId, LiveTraffic> byOrigin = new TreeMap<>();
        for (Heard<EdgeObservation> heard : trust.observations()) {
            EdgeObservation message = heard.message();
            @Nullable RegionTraffic traffic = message.regions().get(region);
            if (traffic != null) {
                byOrigin.merge(
                        message.origin(),
                        LiveTraffic.of(traffic, message.interval().toMillis()),
                        LiveTraffic::plus);
            }
        }
        long origins = byOrigin.values().stream()
                .filter(traffic -> traffic.attempts() >= FULL_ATTEMPTS
                        && traffic.faults() >= settings.burn().faultPart() * traffic.attempts())
                .count();
        long others = witnesses.stream()
                .filter(witness -> witness.kind() != Witness.Kind.LIVE
                        && witness.score() < settings.health().goodFrom())
                .count();
        return origins + others;
    }

    /**
     * Whether edges that route by the table leave a region alone to which it sends them: their breakers know why, and leave
     * no traffic that could testify.
     */
    static boolean isAvoided(RegionId region, Trust trust, RoutingTable table) {
        double expected = 0;
        long attempts = 0;
        for (Heard<EdgeObservation> heard : trust.observations()) {
            EdgeObservation message = heard.message();
            if (message.table().equals(table.version())) {
                long all = message.regions().values().stream()
                        .mapToLong(RegionTraffic::requests)
                        .sum();
                expected += all * table.sharesOf(message.origin()).of(region).fraction();
                attempts += message.regions()
                        .getOrDefault(region, RegionTraffic.NONE)
                        .attempts();
            }
        }
        return expected >= FULL_ATTEMPTS && attempts < expected / AVOIDED;
    }

    /**
     * The region's own agents: the worse of ready edges and answered probes; nothing where the upstream is cut off, or where
     * the cluster is known to have no ready edge, of which no agent can say more than that it watches none.
     */
    private static @Nullable Witness inside(RegionId region, Trust trust, Upstream upstream) {
        Tally ready = new Tally();
        Tally probes = new Tally();
        for (Heard<RegionReport> heard : trust.reports()) {
            RegionReport report = heard.message();
            if (report.region().equals(region)) {
                ready.add(heard, report.edgesReady(), report.edgesTotal());
                probes.add(heard, report.probes().succeeded(), report.probes().total());
            }
        }
        if (ready.silent()) {
            @Nullable Heard<RegionReport> newest = newestOfCluster(region, trust);
            if (newest != null && newest.message().cluster().noneReady()) {
                return witness(Witness.Kind.INSIDE, 0, newest.trust(), newest.age(), "agents know of no ready edge");
            }
        }
        boolean cutOff = upstream.cutOff(region);
        int score = cutOff ? 0 : Math.min(ready.score(), probes.score());
        String saw = "agents " + ready.good() + "/" + ready.total() + " ready, " + probes.good() + "/" + probes.total()
                + " probes" + (cutOff ? ", upstream unreachable" : "");
        return witness(
                Witness.Kind.INSIDE,
                score,
                Math.max(ready.trust(), probes.trust()),
                ready.youngest() != null ? ready.youngest() : probes.youngest(),
                saw);
    }

    /** The youngest report whose view of its cluster is current; null if there is none. */
    private static @Nullable Heard<RegionReport> newestOfCluster(RegionId region, Trust trust) {
        return trust.reports().stream()
                .filter(heard -> heard.message().region().equals(region))
                .filter(heard -> heard.message().cluster().view() == ClusterView.CURRENT)
                .min(Comparator.comparing(Heard::age))
                .orElse(null);
    }

    /** All edges together; a 429 or a model's fault came through the region, so it speaks for it. */
    private static @Nullable Witness live(RegionId region, Trust trust) {
        Tally tally = new Tally();
        for (Heard<EdgeObservation> heard : trust.observations()) {
            RegionTraffic traffic = heard.message().regions().getOrDefault(region, RegionTraffic.NONE);
            tally.add(heard, traffic.attempts() - traffic.regionFaults(), traffic.attempts());
        }
        int weight = (int) (tally.trust() * Math.min(FULL_ATTEMPTS, tally.total()) / FULL_ATTEMPTS);
        int faultPercent = 100 - tally.score() * 100 / BasisPoints.ONE;
        String saw = "live " + faultPercent + " % region faults of " + tally.total() + " attempts";
        return witness(Witness.Kind.LIVE, tally.score(), weight, tally.youngest(), saw);
    }

    private static @Nullable Witness witness(
            Witness.Kind kind, int score, int weight, @Nullable Duration youngest, String saw) {
        return youngest == null || weight == 0 ? null : new Witness(kind, score, weight, youngest, saw);
    }

    private static void addIfHeard(List<Witness> witnesses, @Nullable Witness witness) {
        if (witness != null) {
            witnesses.add(witness);
        }
    }
}
