package dev.meridian.controller.audit;

import dev.meridian.controller.security.Caller;
import dev.meridian.routing.audit.AuditFact;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change, by which request.
 *
 * @param who the credential's name
 * @param role what it may do
 */
public record Actor(String who, String role, String requestId) {
    /** Ends drains whose time is over. */
    public static final Actor EXPIRY = new Actor("expiry", "controller", "none");

    /** Takes a change back that its canaries fared badly with. */
    public static final Actor CANARY = new Actor("canary", "controller", "none");

    private static final String NO_ROLE = "none";

    /** Whoever the request comes from; {@link AuditFact#UNKNOWN} where that was not found out. */
    public static Actor of(HttpServletRequest request) {
        @Nullable Caller caller = Caller.known(request);
        String requestId = RequestId.of(request);
        return caller == null
                ? new Actor(AuditFact.UNKNOWN, NO_ROLE, requestId)
                : new Actor(caller.name(), roles(caller), requestId);
    }

    /** The fact of a change that is made now. */
    public AuditFact did(
            Instant now,
            String action,
            String target,
            @Nullable String before,
            @Nullable String after,
            @Nullable String reason) {
        return new AuditFact(
                now, who, role, action, target, before, after, reason, requestId, AuditFact.Outcome.DONE, null);
    }

    /** The fact of a change that was refused now. */
    AuditFact wasRefused(Instant now, String action, String target, String why) {
        return new AuditFact(
                now, who, role, action, target, null, null, null, requestId, AuditFact.Outcome.REFUSED, why);
    }

    private static String roles(Caller caller) {
        return caller.roles().stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
