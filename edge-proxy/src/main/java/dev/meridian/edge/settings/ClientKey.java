package dev.meridian.edge.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which client asks; never the key itself.
 *
 * @param name for logs and metrics: 1 to 63 letters, digits, dots, dashes and underscores
 * @param limits the client's own limits; null where {@code config.yaml}'s hold for it
 */
public record ClientKey(String name, @Nullable RateSettings limits) {
    /** What a name must be, for complaints. */
    static final String NAME_RULE = "1 to 63 letters, digits, dots, dashes and underscores";

    /** A metric's label and a word in a log line need no more. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    /** The client that shows the upstream API's own key. */
    public static final ClientKey HOLYSHEEP = new ClientKey("holysheep", null);

    /** @throws IllegalArgumentException if the name is not one */
    public ClientKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be " + NAME_RULE);
        }
    }
}
