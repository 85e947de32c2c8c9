package dev.meridian.cli.audit;

import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Entries of the audit in JSON. */
public final class AuditJson {
    private AuditJson() {}

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static AuditEntry read(JsonNode json) {
        try {
            AuditFact fact = new AuditFact(
                    Instant.parse(text(json, "at")),
                    text(json, "who"),
                    text(json, "role"),
                    text(json, "action"),
                    text(json, "target"),
                    orNull(json, "before"),
                    orNull(json, "after"),
                    orNull(json, "reason"),
                    text(json, "requestId"),
                    AuditFact.Outcome.valueOf(text(json, "outcome")),
                    orNull(json, "why"));
            return new AuditEntry(json.path("id").asLong(0), fact, text(json, "previous"), text(json, "hash"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"at\" is not a time", e);
        }
    }

    private static String text(JsonNode json, String field) {
        @Nullable String text = orNull(json, field);
        if (text == null) {
            throw new IllegalArgumentException("\"" + field + "\" is missing");
        }
        return text;
    }

    private static @Nullable String orNull(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
