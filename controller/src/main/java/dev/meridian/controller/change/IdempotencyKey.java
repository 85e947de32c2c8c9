package dev.meridian.controller.change;

import dev.meridian.controller.wire.BadMessage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller calls a change, so that it is made once however often it is asked for. */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    /** Says that an answer is of an earlier request. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern VALID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private IdempotencyKey() {}

    /**
     * The key of a request; null where it has none.
     *
     * @throws BadMessage if it is not 1 to 128 visible ASCII characters, or there are several
     */
    static @Nullable String of(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HEADER));
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !VALID.matcher(given.getFirst()).matches()) {
            throw new BadMessage(HEADER + " must be one, of 1 to 128 visible ASCII characters");
        }
        return given.getFirst();
    }
}
