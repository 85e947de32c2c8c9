package dev.meridian.edge.failover;

import dev.meridian.edge.observe.PlaceMeters;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.route.Breaker;
import dev.meridian.edge.route.RegionTarget;
import dev.meridian.edge.upstream.UpstreamCall;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: its upstream call, and what it shows of its region and its model, which is told exactly once. Confined to
 * one event loop.
 */
final class Attempt {
    /** No edge makes more for one request, whatever it says. */
    private static final int MAX_CALLS = 10;

    private final Candidate candidate;
    private final Exchanges shared;
    private final long started;
    private PlaceMeters place;
    private @Nullable Fault told;
    private @Nullable UpstreamCall call;
    private int calls = 1;
    private boolean headSeen;
    private boolean regionShown;
    private boolean modelShown;
    private boolean content;
    private long firstContentNanos;

    Attempt(Candidate candidate, Exchanges shared, long now) {
        this.candidate = candidate;
        this.shared = shared;
        this.place = shared.place(candidate, null);
        this.started = now;
    }

    void running(UpstreamCall running) {
        call = running;
    }

    Candidate candidate() {
        return candidate;
    }

    /** The meters of its region and its model, or of the model that the other side of a hop says it asked. */
    PlaceMeters place() {
        return place;
    }

    /** Whether another edge is asked, which runs the chain itself. */
    boolean isHop() {
        return candidate.target().hop();
    }

    /** Whose fault an answer is that does not come whole: over a hop, the other edge would have told of a model's. */
    Fault brokenFault() {
        return isHop() ? Fault.REGION : Fault.MODEL;
    }

    long elapsed(long now) {
        return now - started;
    }

    /** Upstream calls that the other side of a hop tells of and that are not counted yet. */
    int newCalls(HttpResponse head) {
        if (!candidate.target().hop()) {
            return 0;
        }
        int told = Math.clamp(head.headers().getInt(Headers.ATTEMPTS, 1), calls, MAX_CALLS);
        int more = told - calls;
        calls = told;
        return more;
    }

    /** The answer's head has come. */
    void head(HttpResponse head, long now) {
        headSeen = true;
        told = FaultClassifier.ofStatus(head.status().code());
        candidate.target().gate().heard(now);
        if (isHop()) {
            place = shared.place(candidate, head.headers().get(Headers.MODEL));
        }
    }

    /** Whether not a byte came, and nothing else from the region since this attempt began. */
    boolean regionIsSilent() {
        return !headSeen && !candidate.target().gate().heardSince(started);
    }

    /** The region has shown that it works; how a long stream ends, minutes later, says nothing about it but all about the model. */
    void firstContent(long now) {
        if (!content) {
            content = true;
            firstContentNanos = elapsed(now);
            contentShows();
            if (told == null) {
                place.firstContent(firstContentNanos);
            }
        }
    }

    /** When its first content came, if it did. */
    long firstContentAt() {
        return started + firstContentNanos;
    }

    /** The answer came whole, and may be an error that only the client can do something about. */
    void answered() {
        Breaker model = untoldModel();
        if (model != null) {
            model.works(candidate.modelPass(), firstContentNanos);
        }
        candidate.target().gate().traffic().answered(firstContentNanos);
        place.attempt(told == null ? "ok" : AttemptTally.label(told));
    }

    /** It failed, before or after content. */
    void failed(Fault fault, long now) {
        RegionTarget target = candidate.target();
        if (!regionShown) {
            regionShown = true;
            AttemptTally.settle(target.gate().breaker(), candidate.pass(), fault, elapsed(now));
        }
        Breaker model = untoldModel();
        if (model != null) {
            AttemptTally.settleModel(model, candidate.modelPass(), fault, elapsed(now));
        }
        AttemptTally.count(target.gate().traffic(), fault);
        place.attempt(AttemptTally.label(fault));
    }

    /**
     * Nobody wants its answer any more; it has shown no more than its content, if that came, and its connection is closed.
     *
     * @param why as metrics name it
     */
    void abandon(String why) {
        cancelCall();
        place.attempt(why);
        if (!regionShown) {
            regionShown = true;
            candidate.target().gate().breaker().leave(candidate.pass());
        }
        Breaker model = untoldModel();
        if (model != null) {
            leave(model);
        }
    }

    private void leave(Breaker model) {
        if (content) {
            model.works(candidate.modelPass(), firstContentNanos);
        } else {
            model.leave(candidate.modelPass());
        }
    }

    /** Closes its connection. */
    void cancelCall() {
        if (call != null) {
            call.cancel();
        }
    }

    /** Gives its answer up, but not the connection. */
    void discardCall() {
        if (call != null) {
            call.discard();
        }
    }

    /** Sends a part of a body that comes in parts, and owns it. */
    void send(ByteBuf part) {
        if (call == null) {
            part.release();
        } else {
            call.send(part);
        }
    }

    /** That body is whole. */
    void sendEnd() {
        if (call != null) {
            call.sendEnd();
        }
    }

    /** Stops or resumes reading its answer. */
    void setReading(boolean reading) {
        if (call != null) {
            call.setReading(reading);
        }
    }

    private void contentShows() {
        if (!regionShown) {
            regionShown = true;
            candidate.target().gate().breaker().works(candidate.pass(), firstContentNanos);
        }
        Breaker model = candidate.breaker();
        if (model != null && model.worksSoFar(candidate.modelPass(), firstContentNanos)) {
            modelShown = true;
        }
    }

    /** The model's breaker, once, if it is still to be told what this attempt shows. */
    private @Nullable Breaker untoldModel() {
        Breaker model = modelShown ? null : candidate.breaker();
        modelShown = true;
        return model;
    }
}
