package dev.meridian.edge.access;

import dev.meridian.edge.openai.JsonText;
import dev.meridian.edge.usage.Usage;
import dev.meridian.routing.region.Label;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request, as the access log tells of it; {@code docs/access-log.md} describes the line. Immutable.
 *
 * @param ended when it was answered, or refused
 * @param asked what the client asked
 * @param served what served it
 * @param told what the client was told
 */
public record AccessEntry(Instant ended, Asked asked, Served served, Told told) {
    /** Clients choose methods, paths and models; more of one says nothing to a reader. */
    private static final int MAX_TEXT = 256;

    /** Most lines, so that their text seldom grows. */
    private static final int USUAL_LINE = 512;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * What the client asked.
     *
     * @param id the request's; null where it was refused before it got one
     * @param client the name of the client's key; null where it showed none that is known, or where an edge asked
     * @param method null where the request was not HTTP
     * @param path without the query; null where it was not in the plain form
     * @param model null where the request named none, or was refused before it was read
     * @param hop whether another edge passed the request on
     * @param residency the labels that every region had to carry which it was sent to
     * @param bytes of the request's body that came, or that were announced where it was refused
     */
    public record Asked(
            @Nullable String id,
            @Nullable String client,
            @Nullable String method,
            @Nullable String path,
            @Nullable String model,
            boolean hop,
            List<Label> residency,
            long bytes) {
        /** Copies the list. */
        public Asked {
            residency = List.copyOf(residency);
        }
    }

    /**
     * What served it.
     *
     * @param region null where none answered
     * @param model null where none answered
     * @param attempts upstream calls
     * @param trail the failed ones, in words without secrets
     * @param usage the tokens that the answer says it took; null where it does not
     */
    public record Served(
            @Nullable String region,
            @Nullable String model,
            int attempts,
            List<String> trail,
            @Nullable Usage usage) {
        /** Nothing. */
        public static final Served BY_NONE = new Served(null, null, 0, List.of(), null);

        /** Copies the list. */
        public Served {
            trail = List.copyOf(trail);
        }
    }

    /**
     * What the client was told.
     *
     * @param status of the answer; 0 where it was told nothing
     * @param outcome how the request ended
     * @param error the code or type of the edge's own error, where it was refused; else null
     * @param firstContentNanos from the start to the first content; negative where none came
     * @param nanos from the start to the end
     * @param bytes of the answer's body
     */
    public record Told(
            int status, String outcome, @Nullable String error, long firstContentNanos, long nanos, long bytes) {
        /** The outcome of a request that no exchange began for. */
        public static final String REFUSED = "refused";
    }

    /** The line, with its end. */
    String toLine() {
        StringBuilder line = new StringBuilder(USUAL_LINE).append("{\"time\":\"");
        TIME.formatTo(ended, line);
        line.append('"');
        text(line, "id", asked.id());
        text(line, "client", asked.client());
        text(line, "method", asked.method());
        text(line, "path", asked.path());
        text(line, "model", asked.model());
        text(line, "region", served.region());
        text(line, "servedModel", served.model());
        line.append(",\"hop\":").append(asked.hop());
        line.append(",\"attempts\":").append(served.attempts());
        list(line, "residency", asked.residency());
        list(line, "trail", served.trail());
        line.append(",\"status\":");
        numberOrNull(line, told.status() == 0 ? -1 : told.status());
        text(line, "outcome", told.outcome());
        text(line, "error", told.error());
        line.append(",\"firstContentMs\":");
        numberOrNull(line, told.firstContentNanos() < 0 ? -1 : told.firstContentNanos() / 1_000_000);
        line.append(",\"ms\":").append(told.nanos() / 1_000_000);
        line.append(",\"requestBytes\":").append(asked.bytes());
        line.append(",\"responseBytes\":").append(told.bytes());
        tokens(line, served.usage());
        return line.append("}\n").toString();
    }

    private static void list(StringBuilder line, String name, List<?> values) {
        line.append(",\"").append(name).append("\":[");
        String separator = "";
        for (Object value : values) {
            line.append(separator);
            JsonText.append(line, shown(value.toString()));
            separator = ",";
        }
        line.append(']');
    }

    private static void tokens(StringBuilder line, @Nullable Usage usage) {
        line.append(",\"promptTokens\":");
        numberOrNull(line, usage == null ? -1 : usage.promptTokens());
        line.append(",\"completionTokens\":");
        numberOrNull(line, usage == null ? -1 : usage.completionTokens());
    }

    private static void text(StringBuilder line, String name, @Nullable String value) {
        line.append(",\"").append(name).append("\":");
        JsonText.append(line, value == null ? null : shown(value));
    }

    private static String shown(String value) {
        return value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) + "..." : value;
    }

    private static void numberOrNull(StringBuilder line, long value) {
        if (value < 0) {
            line.append("null");
        } else {
            line.append(value);
        }
    }
}
