package dev.meridian.controller.audit;

import dev.meridian.controller.wire.BadMessage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a request asks what a change would do instead of making it. */
public final class DryRun {
    private static final String NAME = "dryRun=";

    private DryRun() {}

    /**
     * By {@code ?dryRun=true}; read from the query alone, since a parameter may be looked for in the body.
     *
     * @throws BadMessage if it is neither true nor false, or there are several
     */
    public static boolean isAskedBy(HttpServletRequest request) {
        List<String> given = values(request);
        if (given.isEmpty() || given.equals(List.of("false"))) {
            return false;
        }
        if (!given.equals(List.of("true"))) {
            throw new BadMessage("dryRun must be true or false, once");
        }
        return true;
    }

    /** The same for those who must not fail. */
    static boolean isMeantBy(HttpServletRequest request) {
        return values(request).contains("true");
    }

    private static List<String> values(HttpServletRequest request) {
        @Nullable String query = request.getQueryString();
        return query == null
                ? List.of()
                : Arrays.stream(query.split("&", -1))
                        .filter(part -> part.startsWith(NAME))
                        .map(part -> part.substring(NAME.length()))
                        .toList();
    }
}
