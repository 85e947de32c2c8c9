package dev.meridian.controller.intent;

import dev.meridian.controller.problem.Refused;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;

/**
 * The installation's regions, as its regions file names them. Immutable.
 *
 * @param specs where each region is
 * @param defaults the intents that hold until an operator sets others; of the same regions
 */
public record Regions(SortedMap<RegionId, RegionSpec> specs, SortedMap<RegionId, RegionIntent> defaults) {
    public Regions {
        specs = Collections.unmodifiableSortedMap(new TreeMap<>(specs));
        defaults = Collections.unmodifiableSortedMap(new TreeMap<>(defaults));
    }

    /**
     * Accepts a region of the installation.
     *
     * @throws Refused with 404, naming the known regions, if it is not one of them
     */
    public void requireKnown(RegionId region) {
        if (!specs.containsKey(region)) {
            throw unknown(region.value());
        }
    }

    /**
     * The region of a name.
     *
     * @throws Refused with 404, naming the known regions, if the name is not one of theirs
     */
    public RegionId named(String name) {
        return specs.keySet().stream()
                .filter(region -> region.value().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private Refused unknown(String name) {
        String shown = name.length() <= RegionId.MAX_LENGTH ? name : name.substring(0, RegionId.MAX_LENGTH) + "...";
        return new Refused(
                HttpStatus.NOT_FOUND,
                "Unknown region",
                "there is no region \"" + shown + "\", known are "
                        + String.join(
                                ", ",
                                specs.keySet().stream().map(RegionId::value).toList()));
    }
}
