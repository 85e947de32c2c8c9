package dev.meridian.controller.admin;

import dev.meridian.controller.admin.RegionsView.RegionView;
import dev.meridian.controller.admin.RegionsView.Senders;
import dev.meridian.controller.change.LoadView;
import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.report.LatestMessages;
import dev.meridian.controller.report.RegionCluster;
import dev.meridian.controller.report.Streams;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Received;
import dev.meridian.routing.decision.RegionLoad;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.TableVersion;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of each region. */
public record Overview(
        Regions regions,
        Intents intents,
        Decisions decisions,
        LatestMessages<RegionReport> reports,
        LatestMessages<EdgeObservation> observations,
        Streams streams,
        PolicySettings settings) {
    RegionsView now() {
        @Nullable Decision decision = decisions.latest();
        SortedMap<RegionId, RegionIntent> intended = intents.effective();
        Map<RegionId, Drain> drains =
                intents.activeDrains().stream().collect(Collectors.toMap(Drain::region, Function.identity()));
        List<Received<RegionReport>> received = reports.latest();
        Map<RegionId, RegionCluster> clusters =
                RegionCluster.byRegion(received, settings.trust().trustGone());
        Map<String, Senders> agents =
                senders(received, report -> report.region().value());
        Map<String, Senders> edges = senders(
                observations.latest(), observation -> observation.origin().value());
        Streams.Said said = streams.now();
        SortedMap<RegionId, RegionView> views = new TreeMap<>();
        for (Map.Entry<RegionId, RegionSpec> region : regions.specs().entrySet()) {
            RegionId id = region.getKey();
            views.put(
                    id,
                    new RegionView(
                            region.getValue().endpoint(),
                            region.getValue().kind(),
                            intended.getOrDefault(id, new RegionIntent(0, false)),
                            state(decision, id),
                            load(decision, id),
                            drains.get(id),
                            shares(decision, id),
                            agents.getOrDefault(id.value(), new Senders(0, 0)),
                            edges.getOrDefault(id.value(), new Senders(0, 0)),
                            said.in(id),
                            clusters.get(id)));
        }
        return new RegionsView(
                decision == null ? TableVersion.NONE : decision.table().version(), views);
    }

    private static @Nullable StateView state(@Nullable Decision decision, RegionId region) {
        @Nullable
        RegionState state = decision == null ? null : decision.states().get(region);
        return state == null ? null : StateView.of(state);
    }

    private static @Nullable LoadView load(@Nullable Decision decision, RegionId region) {
        @Nullable RegionLoad load = decision == null ? null : decision.loads().get(region);
        return load == null ? null : LoadView.of(load);
    }

    private static SortedMap<OriginId, BasisPoints> shares(@Nullable Decision decision, RegionId region) {
        SortedMap<OriginId, BasisPoints> shares = new TreeMap<>();
        if (decision != null) {
            decision.table().origins().forEach((origin, spread) -> shares.put(origin, spread.of(region)));
        }
        return shares;
    }

    private <T> Map<String, Senders> senders(List<Received<T>> messages, Function<T, String> place) {
        return messages.stream()
                .collect(Collectors.toMap(
                        received -> place.apply(received.message()),
                        received -> new Senders(
                                received.age().compareTo(settings.trust().trustFull()) <= 0 ? 1 : 0, 1),
                        (one, other) -> new Senders(one.fresh() + other.fresh(), one.known() + other.known())));
    }
}
