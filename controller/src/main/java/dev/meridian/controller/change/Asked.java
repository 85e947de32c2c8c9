package dev.meridian.controller.change;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.audit.DryRun;
import dev.meridian.controller.problem.AdminOverride;
import dev.meridian.controller.problem.Bodies;
import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.security.Caller;
import dev.meridian.controller.security.Role;
import dev.meridian.controller.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** How a change is asked for: by whom, under which conditions, and with which body. */
public final class Asked {
    private static final String OVERRIDE = "override";

    private final Actor by;
    private final byte[] body;
    private final Precondition precondition;
    private final boolean dryRun;
    private final @Nullable String key;
    private final String fingerprint;
    private final @Nullable AdminOverride override;

    private Asked(HttpServletRequest request, byte[] body, @Nullable AdminOverride override) {
        this.by = Actor.of(request);
        this.body = body;
        this.precondition = Precondition.of(request);
        this.dryRun = DryRun.isAskedBy(request);
        this.key = IdempotencyKey.of(request);
        this.fingerprint = ETags.sha256(
                request.getMethod().getBytes(StandardCharsets.US_ASCII),
                request.getRequestURI().getBytes(StandardCharsets.UTF_8),
                body);
        this.override = override;
    }

    /**
     * Reads a request with a body.
     *
     * @throws dev.meridian.controller.wire.BadMessage if a header, dryRun or the override is not valid
     * @throws Refused with 403 if it overrides and the caller is no admin, with 413 if the body is too large
     */
    public static Asked of(HttpServletRequest request, Wire wire) throws IOException {
        byte[] body = Bodies.read(request, Bodies.MAX_OPERATOR_BYTES);
        @Nullable AdminOverride override = wire.readMember(body, OVERRIDE, AdminOverride.class);
        if (override != null && !Caller.of(request).roles().contains(Role.ADMIN)) {
            throw new Refused(HttpStatus.FORBIDDEN, "Forbidden", "an override needs a token of role admin");
        }
        return new Asked(request, body, override);
    }

    /** Reads a request without a body. */
    public static Asked withoutBody(HttpServletRequest request) {
        return new Asked(request, new byte[0], null);
    }

    /**
     * The body without what is common to all changes.
     *
     * @throws dev.meridian.controller.wire.BadMessage if it is no valid message of that type
     */
    public <T> T body(Wire wire, Class<T> type, Map<String, String> defaults) {
        return wire.readOperators(body, type, defaults, OVERRIDE);
    }

    public Actor by() {
        return by;
    }

    Precondition precondition() {
        return precondition;
    }

    boolean isDryRun() {
        return dryRun;
    }

    @Nullable
    String key() {
        return key;
    }

    String fingerprint() {
        return fingerprint;
    }

    Objections objections() {
        return Objections.to(override);
    }
}
