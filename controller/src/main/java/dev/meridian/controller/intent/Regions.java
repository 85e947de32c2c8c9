package dev.meridian.controller.intent;

import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;

/**
 * The installation's regions, as its regions file names them. Which ones there are stays as it was at the start; where they are
 * and what holds by default may change. Thread-safe.
 */
public final class Regions {
    private volatile Version version;

    /**
     * The regions of one version of the file.
     *
     * @param specs where each region is
     * @param defaults the intents that hold until an operator sets others; of the same regions
     */
    public Regions(SortedMap<RegionId, RegionSpec> specs, SortedMap<RegionId, RegionIntent> defaults) {
        version = new Version(
                Collections.unmodifiableSortedMap(new TreeMap<>(specs)),
                Collections.unmodifiableSortedMap(new TreeMap<>(defaults)));
    }

    /** Where each region is. */
    public SortedMap<RegionId, RegionSpec> specs() {
        return version.specs();
    }

    /** The intents that hold until an operator sets others. */
    public SortedMap<RegionId, RegionIntent> defaults() {
        return version.defaults();
    }

    /**
     * From now on the regions are as another version of the file says.
     *
     * @return the regions that this changes
     * @throws ConfigurationError if it names other regions
     */
    Set<RegionId> replaceBy(Regions next) {
        Version before = version;
        Version after = next.version;
        if (!after.specs().keySet().equals(before.specs().keySet())) {
            throw new ConfigurationError("the regions are " + after.specs().keySet() + ", they were "
                    + before.specs().keySet() + " at the start, and others take a restart");
        }
        version = after;
        Set<RegionId> changed = new TreeSet<>(after.specs().keySet());
        changed.removeIf(region ->
                Objects.equals(after.specs().get(region), before.specs().get(region))
                        && Objects.equals(
                                after.defaults().get(region), before.defaults().get(region)));
        return changed;
    }

    /**
     * Accepts a region of the installation.
     *
     * @throws Refused with 404, naming the known regions, if it is not one of them
     */
    public void requireKnown(RegionId region) {
        if (!specs().containsKey(region)) {
            throw unknown(region.value());
        }
    }

    /**
     * The region of a name.
     *
     * @throws Refused with 404, naming the known regions, if the name is not one of theirs
     */
    public RegionId named(String name) {
        return specs().keySet().stream()
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
                                specs().keySet().stream().map(RegionId::value).toList()));
    }

    private record Version(SortedMap<RegionId, RegionSpec> specs, SortedMap<RegionId, RegionIntent> defaults) {}
}
