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
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code regions.yaml}: {@code regions[].{name, endpoint, weight, enabled}} with the optional {@code upstream}
 * (the endpoint is an OpenAI-compatible API and not an edge), {@code capacity_rps}, {@code price_multiplier} and
 * {@code residency} (the labels that the region carries), {@code capacity_tokens_per_second}, which is checked and not
 * used, and the optional {@code origins[].{name, residency}} (the labels that an origin demands).
 */
public final class RegionsFile {
    private static final KnownKeys ROOT_KEYS = KnownKeys.of("regions", "origins");
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
        YamlNode root = YamlFile.read(file).onlyKeys(ROOT_KEYS);
        YamlNode list = root.get("regions");
        for (YamlNode region : list.elements(RegionId.MAX_REGIONS)) {
            region.onlyKeys(REGION_KEYS);
            YamlNode name = region.get("name");
            RegionId id = valid(name, () -> new RegionId(name.text()));
            if (specs.put(id, spec(region)) != null) {
                throw new ConfigurationError(name.where() + " repeats region " + id);
            }
            intents.put(id, intent(region));
        }
        if (specs.isEmpty()) {
            throw new ConfigurationError(list.where() + " names no region, there must be 1 to " + RegionId.MAX_REGIONS);
        }
        return new Regions(specs, intents, OriginDemands.read(root.get("origins"), specs));
    }

    private static RegionSpec spec(YamlNode region) {
        YamlNode tokens = region.get("capacity_tokens_per_second");
        if (!tokens.isMissing()) {
            positive(tokens);
        }
        YamlNode upstream = region.get("upstream");
        YamlNode endpoint = upstream.isMissing() ? region.get("endpoint") : upstream;
        return new RegionSpec(
                valid(endpoint, () -> Endpoint.parse(endpoint.text())),
                upstream.isMissing() ? RegionKind.EDGE : RegionKind.UPSTREAM,
                capacity(region.get("capacity_rps")),
                OriginDemands.labels(region.get("residency")),
                price(region.get("price_multiplier")));
    }

    private static @Nullable Integer capacity(YamlNode rps) {
        return rps.isMissing() ? null : whole(rps, Math.ceil(positive(rps)), RegionSpec.MAX_CAPACITY_RPS);
    }

    private static int price(YamlNode multiplier) {
        return multiplier.isMissing()
                ? RegionSpec.USUAL_PRICE
                : whole(multiplier, Math.rint(positive(multiplier) * RegionSpec.USUAL_PRICE), RegionSpec.MAX_PRICE);
    }

    private static int whole(YamlNode node, double value, int max) {
        if (value < 1 || value > max) {
            throw new ConfigurationError(node.where() + " is out of range: it must come to 1 to " + max
                    + (max == RegionSpec.MAX_PRICE ? " basis points" : ""));
        }
        return (int) value;
    }

    private static RegionIntent intent(YamlNode region) {
        YamlNode weight = region.get("weight");
        YamlNode enabled = region.get("enabled");
        boolean takesPart = enabled.isMissing() || enabled.flag();
        return valid(weight, () -> new RegionIntent(weight.integer(), takesPart));
    }

    private static double positive(YamlNode number) {
        if (!(number.number() > 0 && number.number() < Double.POSITIVE_INFINITY)) {
            throw new ConfigurationError(number.where() + " must be more than 0");
        }
        return number.number();
    }

    static <T> T valid(YamlNode node, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationError(node.where() + ": " + e.getMessage(), e);
        }
    }
}
