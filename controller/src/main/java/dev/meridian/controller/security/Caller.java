package dev.meridian.controller.security;

import dev.meridian.controller.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Who makes a request.
 *
 * @param name the credential's name, which drains have as their owner
 * @param roles what it may do
 * @param region the only region it speaks for; null where it may speak for all
 */
public record Caller(String name, Set<Role> roles, @Nullable String region) {
    /** Everybody, where there are no tokens and the controller listens to its own machine only. */
    static final Caller ANONYMOUS = new Caller("anonymous@loopback", EnumSet.allOf(Role.class), null);

    private static final String ATTRIBUTE = Caller.class.getName();

    /** Copies its collection. */
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** The caller that the filter has let in. */
    public static Caller of(HttpServletRequest request) {
        @Nullable Caller caller = known(request);
        if (caller == null) {
            throw new IllegalStateException("the request has not passed the filter");
        }
        return caller;
    }

    /** The caller whose token the filter knows, let in or not; null where it knows none. */
    public static @Nullable Caller known(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : null;
    }

    /** The name of {@link #known}; null where there is none. */
    public static @Nullable String nameOf(HttpServletRequest request) {
        @Nullable Caller caller = known(request);
        return caller == null ? null : caller.name();
    }

    /**
     * Accepts a region or origin that the caller may speak for.
     *
     * @throws Refused with 403 if the credential is another region's
     */
    public void requireSpeaksFor(String place) {
        if (region != null && !region.equals(place)) {
            throw new Refused(
                    HttpStatus.FORBIDDEN,
                    "Forbidden",
                    "credential " + name + " is of region " + region + " and cannot speak for " + place);
        }
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
