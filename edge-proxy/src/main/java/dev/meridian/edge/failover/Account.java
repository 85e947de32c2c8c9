package dev.meridian.edge.failover;

import dev.meridian.edge.observe.AnswerKind;
import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.observe.Outcome;
import dev.meridian.edge.observe.PlaceMeters;
import dev.meridian.edge.openai.ApiRequest;
import org.jspecify.annotations.Nullable;

/** Tells what one exchange came to, once, at its end. Confined to one event loop. */
final class Account {
    private final ExchangeParts parts;
    private final EdgeMetrics metrics;
    private @Nullable Attempt last;

    Account(ExchangeParts parts) {
        this.parts = parts;
        this.metrics = parts.shared().metrics();
    }

    void begun() {
        metrics.begun();
    }

    /** An attempt begins. */
    void tries(Attempt attempt) {
        last = attempt;
    }

    void ended(Outcome outcome) {
        PlaceMeters place = last == null ? metrics.place(EdgeMetrics.NONE, EdgeMetrics.NONE) : last.place();
        place.request(outcome, parts.request().hop() != null);
        metrics.ended(kind(parts.request()), outcome, parts.clock().elapsed(System.nanoTime()));
    }

    private static AnswerKind kind(ApiRequest request) {
        if (request.model() == null) {
            return AnswerKind.PASSED;
        }
        return request.wantsStream() ? AnswerKind.STREAM : AnswerKind.UNARY;
    }
}
