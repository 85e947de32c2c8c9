package dev.meridian.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the environment sets. */
final class Variables {
    private Variables() {}

    /** A variable's value; null where it is not set, or set to nothing. */
    static @Nullable String of(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? null : value;
    }
}
