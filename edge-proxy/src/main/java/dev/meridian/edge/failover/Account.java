package dev.meridian.edge.failover;

import dev.meridian.edge.observe.AnswerKind;
import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.observe.Outcome;
import dev.meridian.edge.observe.PlaceMeters;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.usage.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what one exchange came to, once, at its end. Confined to one event loop. */
final class Account {
    private final ExchangeParts parts;
    private final EdgeMetrics metrics;
    private @Nullable Attempt last;
    private long requestBytes;

    Account(ExchangeParts parts) {
        this.parts = parts;
        this.metrics = parts.shared().metrics();
        this.requestBytes = parts.request().body().readableBytes();
    }

    void begun() {
        metrics.begun();
    }

    /** An attempt begins. */
    void tries(Attempt attempt) {
        last = attempt;
        List<Trial> trials = parts.plan().trials();
        if (!trials.isEmpty() && trials.getLast().timedOut()) {
            parts.shared().place(trials.getLast().candidate(), null).repeatedAfterTimeout();
        }
    }

    /** A part of a body that comes in parts has come. */
    void received(int bytes) {
        requestBytes += bytes;
    }

    void ended(Outcome outcome) {
        PlaceMeters place = last == null ? metrics.place(EdgeMetrics.NONE, EdgeMetrics.NONE) : last.place();
        place.request(outcome, parts.request().hop() != null);
        if (last != null && last.candidate().model() != null && parts.relay().hasAnswer()) {
            used(last, last.candidate().model(), parts.relay().usage());
        }
        metrics.ended(kind(parts.request()), outcome, parts.clock().elapsed(System.nanoTime()));
        if (parts.shared().access().wants(outcome == Outcome.OK)) {
            parts.shared().access().add(AccessEntries.of(parts, last, outcome, requestBytes));
        }
    }

    /** What comes over a hop is counted by the edge that called the upstream. */
    private void used(Attempt by, String model, @Nullable Usage usage) {
        Exchanges shared = parts.shared();
        if (!by.isHop()) {
            by.place().used(usage, shared.price(model), shared.primaryPrice());
        }
        if (usage != null) {
            for (Trial trial : parts.plan().trials()) {
                String tried = trial.candidate().model();
                if (trial.timedOut() && tried != null) {
                    shared.place(trial.candidate(), null).repeatedAfterTimeout(usage, shared.price(tried));
                }
            }
        }
    }

    private static AnswerKind kind(ApiRequest request) {
        if (request.model() == null) {
            return AnswerKind.PASSED;
        }
        return request.wantsStream() ? AnswerKind.STREAM : AnswerKind.UNARY;
    }
}
