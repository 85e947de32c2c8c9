package dev.meridian.controller.intent;

import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
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
     * @param residency the labels that an origin demands of every region it is sent to; absent for those that demand none
     */
    public Regions(
            SortedMap<RegionId, RegionSpec> specs,
            SortedMap<RegionId, RegionIntent> defaults,
            SortedMap<OriginId, SortedSet<Label>> residency) {
        version = new Version(
                Collections.unmodifiableSortedMap(new TreeMap<>(specs)),
                Collections.unmodifiableSortedMap(new TreeMap<>(defaults)),
                Collections.unmodifiableSortedMap(new TreeMap<>(residency)));
    }

    /** Where each region is. */
    public SortedMap<RegionId, RegionSpec> specs() {
        return version.specs();
    }

    /** The intents that hold until an operator sets others. */
    public SortedMap<RegionId, RegionIntent> defaults() {
        return version.defaults();
    }

    /** The labels that origins demand; absent for those that demand none. */
    public SortedMap<OriginId, SortedSet<Label>> residency() {
        return version.residency();
    }

    /**
     * From now on the regions are as another version of the file says.
     *
     * @return the names of the regions and origins that this changes
     * @throws ConfigurationError if it names other regions
     */
    SortedSet<String> replaceBy(Regions next) {
        Version before = version;
        Version after = next.version;
        if (!after.specs().keySet().equals(before.specs().keySet())) {
            throw new ConfigurationError("the regions are " + after.specs().keySet() + ", they were "
                    + before.specs().keySet() + " at the start, and others take a restart");
        }
        version = after;
        return changes(before, after);
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

    private static SortedSet<String> changes(Version before, Version after) {
        SortedSet<String> changed = new TreeSet<>();
        for (RegionId region : after.specs().keySet()) {
            if (!Objects.equals(after.specs().get(region), before.specs().get(region))
                    || !Objects.equals(
                            after.defaults().get(region), before.defaults().get(region))) {
                changed.add(region.value());
            }
        }
        SortedSet<OriginId> origins = new TreeSet<>(after.residency().keySet());
        origins.addAll(before.residency().keySet());
        for (OriginId origin : origins) {
            if (!Objects.equals(
                    after.residency().get(origin), before.residency().get(origin))) {
                changed.add("origin " + origin);
            }
        }
        return changed;
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

    private record Version(
            SortedMap<RegionId, RegionSpec> specs,
            SortedMap<RegionId, RegionIntent> defaults,
            SortedMap<OriginId, SortedSet<Label>> residency) {}
}
