package dev.meridian.controller.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Why a request is refused, in words for the audit; the caller may be told less. */
public final class RefusalReason {
    private static final String ATTRIBUTE = RefusalReason.class.getName();

    private RefusalReason() {}

    /**
     * Says why, in place of what was said before.
     *
     * @param why asked for only where the refusal is audited; without a credential, and of the body no more than names of regions and
     *     origins
     */
    public static void attach(HttpServletRequest request, Supplier<String> why) {
        request.setAttribute(ATTRIBUTE, why);
    }

    /** What was said; null where nothing was. */
    public static @Nullable String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Supplier<?> why ? String.valueOf(why.get()) : null;
    }
}
