package dev.meridian.agent.cluster;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Kubernetes says of a part of an object's state. */
record Condition(String type, String status, @Nullable String message) {
    boolean is(String wanted) {
        return type.equals(wanted);
    }

    boolean holds() {
        return status.equals("True");
    }

    /** For people; empty where there is none. */
    String words() {
        return Objects.requireNonNullElse(message, "");
    }
}
