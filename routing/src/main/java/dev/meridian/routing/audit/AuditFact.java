package dev.meridian.routing.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change, or a refusal to make one. Longer texts are cut to their limit, and half of a surrogate pair becomes a question mark, as
 * in a store of UTF-8: an audit that refuses would hide something, and one that hashes what is not kept would look changed.
 *
 * @param at when, to the millisecond
 * @param who the name of the credential; {@link #UNKNOWN} where there was none
 * @param role what the credential may do
 * @param action such as {@code drain.start}
 * @param target what it was done to, such as a region
 * @param before how that was; null where nothing was there
 * @param after how it is then; null where nothing is there, or it was refused
 * @param reason what the caller gave as one
 * @param requestId finds the request in the logs
 * @param why of a refusal: its status and kind; null where it was done
 */
public record AuditFact(
        Instant at,
        String who,
        String role,
        String action,
        String target,
        @Nullable String before,
        @Nullable String after,
        @Nullable String reason,
        String requestId,
        Outcome outcome,
        @Nullable String why) {
    /** Who it was if no known token came with the request. */
    public static final String UNKNOWN = "unknown";

    /** Limit in characters of names: the longest credential's is 100. */
    public static final int MAX_NAME = 200;

    /** Limit in characters of all other texts: the longest is a drain with its reason. */
    public static final int MAX_TEXT = 1_000;

    /** What became of it. */
    public enum Outcome {
        DONE,
        REFUSED
    }

    /** Cuts what is too long, and keeps what UTF-8 can say. */
    public AuditFact {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        who = cut(who, MAX_NAME);
        role = cut(role, MAX_NAME);
        action = cut(action, MAX_NAME);
        target = cut(target, MAX_NAME);
        before = cutIfAny(before);
        after = cutIfAny(after);
        reason = cutIfAny(reason);
        requestId = cut(requestId, MAX_NAME);
        Objects.requireNonNull(outcome);
        why = cutIfAny(why);
    }

    private static @Nullable String cutIfAny(@Nullable String text) {
        return text == null ? null : cut(text, MAX_TEXT);
    }

    private static String cut(String text, int limit) {
        String kept = text;
        if (text.length() > limit) {
            kept = text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
        }
        return kept.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
