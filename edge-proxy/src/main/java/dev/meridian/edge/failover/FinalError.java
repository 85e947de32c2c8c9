package dev.meridian.edge.failover;

import dev.meridian.edge.openai.ApiError;
import java.util.List;
import java.util.stream.Collectors;

/** The error for a request that nothing more can be tried for. Pure. */
final class FinalError {
    private FinalError() {}

    /** From what was tried; the last trial's fault says what the client is told. */
    static ApiError after(List<Trial> trials, Step.Stop stop) {
        if (trials.isEmpty()) {
            return stop.cause() == Step.Cause.COOLING
                    ? ApiError.rateLimited("Rate limit exceeded at every model")
                    : ApiError.server(503, "No region is available for this request", "no_region_available");
        }
        String tried = trials.stream().map(Trial::toString).collect(Collectors.joining("; "));
        if (trials.stream().allMatch(trial -> trial.fault() == Fault.QUOTA)) {
            return ApiError.rateLimited("Rate limit exceeded at every model tried: " + tried);
        }
        return switch (trials.getLast().fault()) {
            case CREDENTIAL ->
                ApiError.server(502, "The upstream refused this gateway's own key", "upstream_credentials_exhausted");
            case OVERLOAD -> ApiError.server(503, "This edge has no connection to spare: " + tried, "edge_overloaded");
            case REGION, STALE -> ApiError.server(503, "No region could be reached: " + tried, "no_region_available");
            case MODEL, QUOTA, CLIENT, CONTEXT ->
                ApiError.server(502, "Every model tried failed: " + tried, "all_models_failed");
        };
    }

    /** Whether another region may do better, so that an edge which forwarded the request should try one. */
    static boolean isRegions(List<Trial> trials, Step.Stop stop) {
        if (trials.isEmpty() || stop.cause() == Step.Cause.SHUT) {
            return true;
        }
        Fault last = trials.getLast().fault();
        return last == Fault.REGION || last == Fault.STALE;
    }

    /** For a unary request whose time is over. */
    static ApiError deadline(long elapsedMillis, List<Trial> trials) {
        String tried = trials.stream().map(Trial::toString).collect(Collectors.joining("; "));
        return ApiError.server(
                504,
                "The request's time was over after " + elapsedMillis + " ms"
                        + (tried.isEmpty() ? "" : "; tried before: " + tried),
                "deadline_exceeded");
    }
}
