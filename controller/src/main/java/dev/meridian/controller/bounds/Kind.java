package dev.meridian.controller.bounds;

import dev.meridian.controller.settings.LimitSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls that are served beside the others: who holds up one kind does not hold up another. */
enum Kind {
    /** Large answers without a token: who does not read them must not hold up operators, or probes. */
    METRICS,
    MESSAGE,
    OPERATOR;

    /** A scrape takes milliseconds, and there are one or two who make them. */
    private static final int SCRAPES = 8;

    /** The kind of a call; null where it is answered at once: probes, and the table, but for waits, which are counted there. */
    static @Nullable Kind ofPath(String path) {
        return switch (path) {
            case "/health", "/ready", "/v1/table" -> null;
            case "/metrics" -> METRICS;
            case "/v1/reports", "/v1/observations" -> MESSAGE;
            default -> OPERATOR;
        };
    }

    int most(LimitSettings settings) {
        return switch (this) {
            case METRICS -> SCRAPES;
            case MESSAGE -> settings.messageCalls();
            case OPERATOR -> settings.operatorCalls();
        };
    }

    /** As the metrics say. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
