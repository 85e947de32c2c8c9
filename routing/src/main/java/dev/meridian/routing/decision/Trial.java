package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The edges that a change is tried on, and what they and the others see. */
final class Trial {
    private Trial() {}

    /** One edge of each origin that has two or more; of those with its newest table the first by name. */
    static SortedMap<OriginId, String> chosen(SortedMap<OriginId, ?> origins, List<Heard<EdgeObservation>> heard) {
        SortedMap<OriginId, SortedMap<String, TableVersion>> edges = new TreeMap<>();
        heard.stream()
                .filter(one -> one.trust() == BasisPoints.ONE)
                .map(Heard::message)
                .filter(edge -> origins.containsKey(edge.origin()))
                .forEach(edge -> edges.computeIfAbsent(edge.origin(), origin -> new TreeMap<>())
                        .put(edge.sender().name(), edge.table()));
        SortedMap<OriginId, String> chosen = new TreeMap<>();
        edges.forEach((origin, tables) -> {
            Optional<TableVersion> newest = tables.values().stream().max(TableVersion::compareTo);
            tables.entrySet().stream()
                    .filter(edge -> tables.size() > 1
                            && newest.isPresent()
                            && edge.getValue().equals(newest.get()))
                    .findFirst()
                    .ifPresent(edge -> chosen.put(origin, edge.getKey()));
        });
        return chosen;
    }

    /** With what edges saw since that had taken their tables before. */
    static Canary compared(
            Inputs inputs, Decision previous, Canary held, List<Heard<EdgeObservation>> heard, Duration elapsed) {
        @Nullable RoutingTable tried = held.table();
        if (tried == null) {
            return held;
        }
        SortedMap<OriginId, Compared> seen = new TreeMap<>(held.seen());
        SortedMap<OriginId, SortedSet<String>> ready = new TreeMap<>();
        held.watch().ready().forEach((origin, names) -> ready.put(origin, new TreeSet<>(names)));
        heard.stream()
                .filter(one -> one.isNew(inputs, elapsed))
                .map(Heard::message)
                .filter(edge -> held.edges().containsKey(edge.origin()))
                .forEach(edge -> {
                    boolean isCanary =
                            held.isTriedOn(edge.origin(), edge.sender().name());
                    if (held.watch().hasTaken(edge, isCanary)
                            && !ready.computeIfAbsent(edge.origin(), origin -> new TreeSet<>())
                                    .add(edge.sender().name())) {
                        Compared saw = Compared.of(edge, isCanary, isCanary ? tried : previous.table());
                        seen.merge(edge.origin(), saw, Compared::plus);
                    }
                });
        return held.saw(seen, held.watch().with(ready));
    }
}
