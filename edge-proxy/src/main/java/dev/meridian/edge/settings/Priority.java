package dev.meridian.edge.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much a request matters where not all can be served; the lowest is refused first. */
public enum Priority {
    /** Can come again later. */
    LOW(0),
    /** What says nothing else. */
    NORMAL(1),
    /** People wait for it. */
    HIGH(2);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** 0 for the lowest, and each number up to the highest. */
    public int rank() {
        return rank;
    }

    /** The priority of a name in small letters; null if there is none. */
    public static @Nullable Priority named(String name) {
        return switch (name) {
            case "low" -> LOW;
            case "normal" -> NORMAL;
            case "high" -> HIGH;
            default -> null;
        };
    }

    /** What a request has that claims something, or nothing, under a bound. */
    public static Priority claimed(@Nullable String claim, Priority most) {
        Priority named = claim == null ? null : named(claim);
        Priority wanted = named == null ? NORMAL : named;
        return wanted.rank < most.rank ? wanted : most;
    }

    /** As files, headers and metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
