package dev.meridian.edge.settings;

import dev.meridian.routing.region.Label;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which client asks; never the key itself.
 *
 * @param name for logs and metrics: 1 to 63 letters, digits, dots, dashes and underscores
 * @param limits the client's own limits; null where {@code config.yaml}'s hold for it
 * @param residency the labels that a region must carry to be sent its requests; at most 16
 * @param priority the highest that its requests may claim
 */
public record ClientKey(String name, @Nullable RateSettings limits, SortedSet<Label> residency, Priority priority) {
    /** What a name must be, for complaints. */
    static final String NAME_RULE = "1 to 63 letters, digits, dots, dashes and underscores";

    /** A metric's label and a word in a log line need no more. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    /** The client that shows the upstream API's own key: whoever runs the edge, and so it may claim anything. */
    public static final ClientKey HOLYSHEEP =
            new ClientKey("holysheep", null, Collections.emptySortedSet(), Priority.HIGH);

    /** @throws IllegalArgumentException if the name is not one */
    public ClientKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be " + NAME_RULE);
        }
        residency = Collections.unmodifiableSortedSet(new TreeSet<>(residency));
    }

    /** A client that demands no labels and whose requests matter as much as most. */
    public ClientKey(String name, @Nullable RateSettings limits) {
        this(name, limits, Collections.emptySortedSet(), Priority.NORMAL);
    }
}
