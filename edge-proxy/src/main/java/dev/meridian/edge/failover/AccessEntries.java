package dev.meridian.edge.failover;

import dev.meridian.edge.access.AccessEntry;
import dev.meridian.edge.access.AccessEntry.Asked;
import dev.meridian.edge.access.AccessEntry.Served;
import dev.meridian.edge.access.AccessEntry.Told;
import dev.meridian.edge.observe.Outcome;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the access log tells of an exchange that has ended. Pure but for the clock. */
final class AccessEntries {
    private AccessEntries() {}

    /**
     * @param last the last attempt; null where there was none
     * @param requestBytes of the request's body
     */
    static AccessEntry of(ExchangeParts parts, @Nullable Attempt last, Outcome outcome, long requestBytes) {
        AnswerRelay relay = parts.relay();
        AttemptPlan plan = parts.plan();
        AttemptClock clock = parts.clock();
        long firstContent = last == null || !relay.contentSent() ? -1 : clock.elapsed(last.firstContentAt());
        Served served = new Served(
                relay.answered(Headers.REGION),
                relay.answered(Headers.MODEL),
                plan.attempts(),
                plan.trials().stream().map(Trial::trail).toList(),
                relay.usage());
        Told told = new Told(
                relay.sentStatus(),
                outcome.label(),
                null,
                firstContent,
                clock.elapsed(System.nanoTime()),
                relay.sentBytes());
        return new AccessEntry(Instant.now(), asked(parts.request(), requestBytes), served, told);
    }

    private static Asked asked(ApiRequest request, long bytes) {
        return new Asked(
                request.id(),
                request.client(),
                request.method().name(),
                request.path().path(),
                request.model() == null ? null : request.model().model(),
                request.hop() != null,
                List.copyOf(request.residency()),
                bytes);
    }
}
