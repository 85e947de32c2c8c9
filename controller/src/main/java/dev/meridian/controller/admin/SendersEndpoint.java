package dev.meridian.controller.admin;

import dev.meridian.controller.admin.SendersView.Freshness;
import dev.meridian.controller.admin.SendersView.SenderView;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.publish.EdgeTables;
import dev.meridian.controller.publish.Following;
import dev.meridian.controller.publish.TablePublisher;
import dev.meridian.controller.report.LatestMessages;
import dev.meridian.routing.policy.TrustSettings;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The agents and edges that were heard of lately, and which table each edge runs. */
@RestController
public final class SendersEndpoint {
    private final LatestMessages<RegionReport> reports;
    private final LatestMessages<EdgeObservation> observations;
    private final TablePublisher publisher;
    private final EdgeTables edgeTables;
    private final TrustSettings trust;

    public SendersEndpoint(
            LatestMessages<RegionReport> reports,
            LatestMessages<EdgeObservation> observations,
            TablePublisher publisher,
            EdgeTables edgeTables,
            TrustSettings trust) {
        this.reports = reports;
        this.observations = observations;
        this.publisher = publisher;
        this.edgeTables = edgeTables;
        this.trust = trust;
    }

    @Described("the agents and edges that were heard of lately")
    @GetMapping("/v1/senders")
    SendersView senders() {
        @Nullable RoutingTable published = publisher.table();
        TableVersion table = published == null ? TableVersion.NONE : published.version();
        List<SenderView> agents = reports.latest().stream()
                .map(of -> view(of.message().region().value(), of.message().sender(), of.age(), null, null))
                .toList();
        List<SenderView> edges = observations.latest().stream()
                .map(of -> view(
                        of.message().origin().value(),
                        of.message().sender(),
                        of.age(),
                        of.message().table(),
                        edgeTables.of(of)))
                .toList();
        List<String> stale = new ArrayList<>();
        agents.stream().filter(SendersEndpoint::isStale).forEach(one -> stale.add(one.called("agent")));
        edges.stream().filter(SendersEndpoint::isStale).forEach(one -> stale.add(one.called("edge")));
        return new SendersView(
                table,
                agents,
                edges,
                stale,
                following(edges, Following.BEHIND),
                following(edges, Following.SLOW),
                following(edges, Following.STUCK));
    }

    private static List<String> following(List<SenderView> edges, Following how) {
        return edges.stream()
                .filter(edge -> edge.following() == how)
                .map(edge -> edge.called("edge"))
                .toList();
    }

    private SenderView view(
            String place, Sender sender, Duration age, @Nullable TableVersion table, @Nullable Following following) {
        return new SenderView(
                place,
                sender.name(),
                sender.bootId(),
                sender.sequence(),
                age.toMillis(),
                Freshness.of(age, trust.trustFull(), trust.trustGone()),
                table,
                following);
    }

    private static boolean isStale(SenderView sender) {
        return sender.freshness() != Freshness.FRESH;
    }
}
