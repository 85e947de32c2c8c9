package dev.meridian.controller.intent;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.KnownKeys;
import dev.meridian.controller.settings.YamlFile;
import dev.meridian.controller.settings.YamlNode;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads {@code regions.yaml}: {@code regions[].{name, endpoint, weight, enabled}} with the optional {@code upstream}
 * (the endpoint is an OpenAI-compatible API and not an edge), {@code capacity_rps}, {@code capacity_tokens_per_second},
 * {@code residency} and {@code price_multiplier}, which are checked and wait for the decision to use them.
 */
public final class RegionsFile {
    private static final KnownKeys ROOT_KEYS = KnownKeys.of("regions");
    private static final KnownKeys REGION_KEYS = KnownKeys.of(
            "name",
            "endpoint",
            "weight",
            "enabled",
            "upstream",
            "capacity_rps",
            "capacity_tokens_per_second",
            "residency",
            "price_multiplier");

    private RegionsFile() {}

    /**
     * Reads the file.
     *
     * @throws ConfigurationError naming file and key if anything in it is missing, unknown, or out of its range
     */
    public static Regions read(Path file) {
        SortedMap<RegionId, RegionSpec> specs = new TreeMap<>();
        SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
        YamlNode list = YamlFile.read(file).onlyKeys(ROOT_KEYS).get("regions");
        for (YamlNode region : list.elements(RegionId.MAX_REGIONS)) {
            region.onlyKeys(REGION_KEYS);
            YamlNode name = region.get("name");
            RegionId id = valid(name, () -> new RegionId(name.text()));
            if (specs.put(id, spec(region)) != null) {
                throw new ConfigurationError(name.where() + " repeats region " + id);
            }
            intents.put(id, intent(region));
            checkAdditions(region);
        }
        if (specs.isEmpty()) {
            throw new ConfigurationError(list.where() + " names no region, there must be 1 to " + RegionId.MAX_REGIONS);
        }
        return new Regions(specs, intents);
    }

    private static RegionSpec spec(YamlNode region) {
        YamlNode endpoint = region.get("endpoint");
        YamlNode upstream = region.get("upstream");
        if (upstream.isMissing()) {
            return new RegionSpec(valid(endpoint, () -> Endpoint.parse(endpoint.text())), RegionKind.EDGE);
        }
        return new RegionSpec(valid(upstream, () -> Endpoint.parse(upstream.text())), RegionKind.UPSTREAM);
    }

    private static RegionIntent intent(YamlNode region) {
        YamlNode weight = region.get("weight");
        YamlNode enabled = region.get("enabled");
        boolean takesPart = enabled.isMissing() || enabled.flag();
        return valid(weight, () -> new RegionIntent(weight.integer(), takesPart));
    }

    private static void checkAdditions(YamlNode region) {
        requirePositive(region.get("capacity_rps"));
        requirePositive(region.get("capacity_tokens_per_second"));
        requirePositive(region.get("price_multiplier"));
        YamlNode residency = region.get("residency");
        if (!residency.isMissing()) {
            residency.text();
        }
    }

    private static void requirePositive(YamlNode number) {
        if (!number.isMissing() && !(number.number() > 0 && number.number() < Double.POSITIVE_INFINITY)) {
            throw new ConfigurationError(number.where() + " must be more than 0");
        }
    }

    private static <T> T valid(YamlNode node, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationError(node.where() + ": " + e.getMessage(), e);
        }
    }
}
