package dev.meridian.edge.admission;

import dev.meridian.edge.openai.RateStanding;
import dev.meridian.edge.settings.RateSettings;
import org.jspecify.annotations.Nullable;

/** Whether a request is within the rate limits. */
public sealed interface RateAnswer {
    /**
     * It is, and is counted.
     *
     * @param standing of the client's limit; null where none applies
     */
    record Granted(@Nullable RateStanding standing) implements RateAnswer {}

    /**
     * It is not, and counts for nothing.
     *
     * @param standing of the limit that was exceeded
     * @param limit that limit
     * @param edge whether it is the whole edge's limit, and not the client's
     * @param waitNanos when a request would be granted, if nothing else comes
     */
    record Exceeded(RateStanding standing, RateSettings limit, boolean edge, long waitNanos) implements RateAnswer {
        /** For the client: what, which and when. */
        public String message() {
            return "Rate limit exceeded: " + (edge ? "this edge takes " : "this key may send ") + limit
                    + "; try again in " + RateStanding.shown(waitNanos);
        }
    }
}
