package dev.meridian.edge.failover;

import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.route.RoutingView;
import io.netty.handler.codec.http.HttpHeaders;

/** Tells a client that there will be no answer, and whether and when it makes sense to ask again. Confined to one event loop. */
final class LastWord {
    private final ApiRequest request;
    private final RoutingView view;
    private final AttemptPlan plan;
    private final AnswerRelay relay;

    LastWord(ApiRequest request, RoutingView view, AttemptPlan plan, AnswerRelay relay) {
        this.request = request;
        this.view = view;
        this.plan = plan;
        this.relay = relay;
    }

    /** Nothing more can be tried. */
    void exhausted(Step.Stop stop, long now) {
        say(
                FinalError.after(plan.trials(), stop),
                FinalError.isRegions(plan.trials(), stop),
                stop.nanos() > 0 ? stop.nanos() : plan.quotaLeft(now));
    }

    /** The request's time is over. */
    void late(long elapsedNanos) {
        say(FinalError.deadline(elapsedNanos / 1_000_000, plan.trials()), lastFaultIsRegions(), 0);
    }

    /** The client waits for a stream and cannot be given anything else. */
    void noStream(int status) {
        say(
                ApiError.server(502, "The upstream answered HTTP " + status + " without a stream", "upstream_error"),
                false,
                0);
    }

    /**
     * @param regionAtFault whether another edge should try another region
     * @param retryAfterNanos when trying again makes sense; 0 where nobody knows
     */
    private void say(ApiError error, boolean regionAtFault, long retryAfterNanos) {
        HttpHeaders headers = AnswerHeaders.own(request, view, plan);
        if (retryAfterNanos > 0 && (error.status() == 429 || error.status() == 503)) {
            Headers.retryAfter(headers, retryAfterNanos);
        } else {
            headers.set(Headers.SHOULD_RETRY, "false");
        }
        if (request.hop() != null && error.status() >= 502 && regionAtFault) {
            headers.set(Headers.FAULT, "region");
        }
        relay.fail(error, headers);
    }

    private boolean lastFaultIsRegions() {
        return !plan.trials().isEmpty() && plan.trials().getLast().fault() == Fault.REGION;
    }
}
