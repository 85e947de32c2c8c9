package dev.meridian.controller.intent;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.KnownKeys;
import dev.meridian.controller.settings.YamlNode;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.RoutingTable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what of {@code regions.yaml} says where requests may go: labels, and which of them an origin demands. */
final class OriginDemands {
    private static final KnownKeys KEYS = KnownKeys.of("name", "residency");

    /** A table lists them all, beside every region and the default. */
    private static final int MAX = RoutingTable.MAX_ORIGINS - RegionId.MAX_REGIONS - 1;

    private OriginDemands() {}

    /** The demands of {@code origins}, none if it is missing; each of them is met by a region. */
    static SortedMap<OriginId, SortedSet<Label>> read(YamlNode origins, SortedMap<RegionId, RegionSpec> regions) {
        SortedMap<OriginId, SortedSet<Label>> demands = new TreeMap<>();
        if (origins.isMissing()) {
            return demands;
        }
        for (YamlNode entry : origins.elements(MAX)) {
            entry.onlyKeys(KEYS);
            OriginId origin = origin(entry.get("name"));
            YamlNode residency = entry.get("residency");
            if (residency.isMissing()) {
                throw new ConfigurationError(residency.where() + " is missing, it must be a label or a list of labels");
            }
            SortedSet<Label> demanded = labels(residency);
            requireMet(residency, origin, demanded, regions);
            if (demands.put(origin, demanded) != null) {
                throw new ConfigurationError(entry.get("name").where() + " repeats origin " + origin);
            }
        }
        return demands;
    }

    /** One label as text, or a list of labels; none if it is missing. */
    static SortedSet<Label> labels(YamlNode residency) {
        if (residency.isMissing()) {
            return Collections.emptySortedSet();
        }
        List<YamlNode> texts =
                residency.value() instanceof List<?> ? residency.elements(Label.MAX_LABELS) : List.of(residency);
        SortedSet<Label> labels = new TreeSet<>();
        for (YamlNode text : texts) {
            labels.add(RegionsFile.valid(text, () -> new Label(text.text())));
        }
        return labels;
    }

    /** The table's default origin stands for whoever is not listed yet, and an origin is listed once it is heard of. */
    private static OriginId origin(YamlNode name) {
        OriginId origin = RegionsFile.valid(name, () -> new OriginId(name.text()));
        if (origin.equals(OriginId.DEFAULT)) {
            throw new ConfigurationError(name.where() + " must not be " + origin + ": what demands labels has a name");
        }
        return origin;
    }

    private static void requireMet(
            YamlNode residency, OriginId origin, SortedSet<Label> demanded, SortedMap<RegionId, RegionSpec> regions) {
        if (regions.values().stream().noneMatch(region -> region.labels().containsAll(demanded))) {
            throw new ConfigurationError(residency.where() + ": origin " + origin + " demands " + demanded
                    + ", and no region carries " + (demanded.size() == 1 ? "that" : "all of that"));
        }
    }
}
