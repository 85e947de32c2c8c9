package dev.meridian.controller.bounds;

import dev.meridian.controller.settings.LimitSettings;
import java.util.Locale;

/** What is counted by the second, each for itself. */
public enum Rate {
    ANONYMOUS("calls of one address without a known token"),
    OPERATOR("calls of one credential"),
    TABLE("calls of one credential for the table"),
    MESSAGE("reports and observations of one credential"),
    SENDER("messages of one sender");

    private final String what;

    Rate(String what) {
        this.what = what;
    }

    /** What a caller whose token is known is counted by. */
    public static Rate ofPath(String path) {
        return switch (path) {
            case "/v1/table" -> TABLE;
            case "/v1/reports", "/v1/observations" -> MESSAGE;
            default -> OPERATOR;
        };
    }

    int perSecond(LimitSettings settings) {
        return switch (this) {
            case ANONYMOUS -> settings.anonymousRate();
            case OPERATOR -> settings.operatorRate();
            case TABLE -> settings.tableRate();
            case MESSAGE -> settings.messageRate();
            case SENDER -> settings.senderRate();
        };
    }

    /** As the setting is called, and the metric's label. */
    String bound() {
        return name().toLowerCase(Locale.ROOT) + "-rate";
    }

    String what() {
        return what;
    }
}
