package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Header;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another status instead of the answer.
 *
 * @param status 200 to 599
 * @param body the whole body, or null for OpenAI's error of that status
 * @param headers further header lines; {@code content-type} here replaces {@code application/json}
 */
public record Status(
        int status, @Nullable String body, @Nullable Map<String, String> headers) implements Fault {
    /** @throws IllegalArgumentException if the status is out of its range */
    public Status {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + " must be 200 to 599");
        }
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** The status with OpenAI's error body. */
    public static Status of(int status) {
        return new Status(status, null, null);
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        String text = body == null ? Refusal.ofStatus(status).json() : body;
        Plan changed = Plan.whole(status, Plan.JSON, text.getBytes(StandardCharsets.UTF_8), 0);
        for (Map.Entry<String, String> header :
                headers == null ? Map.<String, String>of().entrySet() : headers.entrySet()) {
            changed = changed.withHeader(new Header(header.getKey(), header.getValue()));
        }
        return changed;
    }
}
