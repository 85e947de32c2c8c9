package dev.meridian.edge.failover;

import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.observe.Outcome;
import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.route.RegionTarget;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.upstream.UpstreamCall;
import dev.meridian.edge.upstream.UpstreamFailure;
import dev.meridian.edge.upstream.UpstreamListener;
import dev.meridian.edge.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: the attempt loop. Confined to one event loop.
 *
 * <p>It asks the {@link AttemptPlan} what to try, the {@link FaultClassifier} whose fault a failure is, and the
 * {@link AnswerRelay} whether the request is committed; it decides nothing of that itself.
 */
public final class Exchange implements UpstreamListener {
    private final Exchanges shared;
    private final Upstreams upstreams;
    private final ApiRequest request;
    private final ClientResponse client;
    private final RoutingView view;
    private final AttemptPlan plan;
    private final AnswerRelay relay;
    private final AttemptClock clock;
    private @Nullable Candidate candidate;
    private @Nullable UpstreamCall call;
    private long firstContentNanos;
    private boolean firstContentSeen;
    private Outcome outcome = Outcome.OK;
    private boolean answering;
    private boolean done;

    Exchange(
            Exchanges shared,
            Upstreams upstreams,
            ApiRequest request,
            ClientResponse client,
            RoutingView view,
            long random) {
        this.shared = shared;
        this.upstreams = upstreams;
        this.request = request;
        this.client = client;
        this.view = view;
        this.relay = new AnswerRelay(client);
        this.plan = shared.planFor(request, view, random);
        this.clock = shared.clockFor(request);
    }

    /** Makes the first attempt; the answer may have been given before this returns. */
    public void start() {
        metrics().begun();
        tryNext();
        if (candidate != null) {
            candidate.target().gate().traffic().request();
        }
    }

    /** The client has left: whatever runs for it ends now and counts for nothing. */
    public void cancel() {
        if (!done) {
            abandonAttempt();
            finish(Outcome.CANCELLED);
        }
    }

    /** The client keeps up again, or does not any more. */
    public void clientWritable(boolean writable) {
        if (writable) {
            clock.received(System.nanoTime());
        }
        if (call != null) {
            call.setReading(writable);
        }
    }

    /** Looks at the clock; called several times a second. */
    public void tick(long now) {
        if (done || candidate == null) {
            return;
        }
        if (relay.contentSent()) {
            if (client.isWritable() && clock.isSilent(now)) {
                silentStream();
            }
        } else if (clock.isOver(now)) {
            abandonAttempt();
            giveUpAtDeadline(now);
        } else if (clock.isAttemptOver(now)) {
            failAttempt(brokenFault(), "no content in time", true);
        } else if (clock.pingIsDue(now)) {
            relay.ping(answerHeaders(null));
        }
    }

    @Override
    public void onHead(HttpResponse head) {
        Candidate current = current();
        clock.received(System.nanoTime());
        plan.countMore(AnswerHeaders.callsBeyondThis(head, current));
        Fault fault = FaultClassifier.ofHead(head, current.target().hop());
        outcome = outcomeOf(head.status().code());
        if (fault != null && mayTryAgain(fault, current)) {
            failAttempt(fault, "HTTP " + head.status().code(), false);
        } else if (relay.httpSent()
                && AnswerRelay.Kind.of(head, request.wantsStream()) != AnswerRelay.Kind.MODEL_STREAM) {
            abandonAttempt();
            String seen = "The upstream answered HTTP " + head.status().code() + " without a stream";
            giveUp(ApiError.server(502, seen, "upstream_error"), false);
        } else {
            answering = true;
            relay.begin(head.status().code(), answerHeaders(head), AnswerRelay.Kind.of(head, request.wantsStream()));
        }
    }

    @Override
    public void onContent(ByteBuf content) {
        clock.received(System.nanoTime());
        if (!answering) {
            content.release();
            return;
        }
        AnswerRelay.Progress progress = relay.content(content);
        if (progress == AnswerRelay.Progress.FAULTY && current().target().hop()) {
            plan.stop(); // the other edge has tried all that it might
        }
        handle(progress, Fault.MODEL, "an error before content");
        if (!done && call != null && relay.contentSent() && !client.isWritable()) {
            call.setReading(false);
        }
    }

    @Override
    public void onEnd() {
        if (!answering) {
            return;
        }
        AnswerRelay.Progress progress = relay.end();
        handle(progress, brokenFault(), "a stream without content");
        if (progress == AnswerRelay.Progress.COMMITTED && !done) {
            attemptWorked();
            finish(outcome);
        }
    }

    @Override
    public void onFailure(UpstreamFailure failure) {
        Fault fault = FaultClassifier.ofFailure(failure, current().target().hop());
        if (!answering) {
            failAttempt(fault, describe(failure), false);
            return;
        }
        AnswerRelay.Progress progress = relay.broken("The connection to the upstream broke within the answer");
        if (progress == AnswerRelay.Progress.COMMITTED) {
            attemptWorked();
            finish(Outcome.OK);
        } else {
            handle(progress, brokenFault(), describe(failure));
        }
    }

    private static Outcome outcomeOf(int status) {
        if (status >= 500) {
            return Outcome.FAILED;
        }
        return status >= 400 ? Outcome.CLIENT_ERROR : Outcome.OK;
    }

    /** Without a model to fall back to, a model's fault is the answer. */
    private static boolean mayTryAgain(Fault fault, Candidate current) {
        return fault != Fault.CLIENT && (current.model() != null || (fault != Fault.MODEL && fault != Fault.QUOTA));
    }

    private void tryNext() {
        answering = false;
        candidate = plan.next();
        if (candidate == null) {
            giveUp(FinalError.after(plan.trials()), plan.trials().isEmpty() || lastFaultIsRegions());
            return;
        }
        long now = System.nanoTime();
        RegionTarget target = candidate.target();
        clock.attempt(now, shared.settings().upstream().timeout(), plan.modelsLeft(), target.hop());
        call = upstreams.call(target.endpoint(), requestFor(candidate, now), plan.mayReuse(), this);
    }

    private FullHttpRequest requestFor(Candidate next, long now) {
        AttemptRequests requests = shared.requests();
        return next.target().hop()
                ? requests.toPeer(request, next, clock.attemptLeft(now) / 1_000_000, plan.attemptsLeft())
                : requests.toUpstream(request, next);
    }

    /** Whose fault an answer is that does not come whole: over a hop, the other edge would have told of a model's. */
    private Fault brokenFault() {
        return current().target().hop() ? Fault.REGION : Fault.MODEL;
    }

    private void handle(AnswerRelay.Progress progress, Fault fault, String seen) {
        switch (progress) {
            case HELD -> {}
            case COMMITTED -> firstContent();
            case FAULTY -> failAttempt(fault, seen, true);
            case BROKEN_OFF -> {
                countFault(fault);
                stopCall();
                finish(Outcome.BROKEN);
            }
        }
    }

    private void failAttempt(Fault fault, String seen, boolean closeConnection) {
        Candidate failed = current();
        countFault(fault);
        if (call != null) {
            if (closeConnection) {
                call.cancel();
            } else {
                call.discard();
            }
        }
        plan.failed(new Trial(failed, fault, seen));
        long now = System.nanoTime();
        if (clock.isOver(now)) {
            giveUpAtDeadline(now);
        } else {
            tryNext();
        }
    }

    private void silentStream() {
        AnswerRelay.Progress progress = relay.broken("The upstream was silent within the answer");
        if (progress == AnswerRelay.Progress.COMMITTED) {
            stopCall();
            attemptWorked();
            finish(Outcome.OK);
        } else {
            handle(progress, brokenFault(), "silence");
        }
    }

    private void giveUpAtDeadline(long now) {
        giveUp(FinalError.deadline(clock.elapsed(now) / 1_000_000, plan.trials()), lastFaultIsRegions());
    }

    /** @param regionAtFault whether another edge should try another region */
    private void giveUp(ApiError error, boolean regionAtFault) {
        HttpHeaders headers = answerHeaders(null);
        headers.set(Headers.SHOULD_RETRY, "false");
        if (request.hop() != null && error.status() >= 502 && regionAtFault) {
            headers.set(Headers.FAULT, "region");
        }
        relay.fail(error, headers);
        finish(Outcome.FAILED);
    }

    private boolean lastFaultIsRegions() {
        return !plan.trials().isEmpty() && plan.trials().getLast().fault() == Fault.REGION;
    }

    private void finish(Outcome outcome) {
        done = true;
        relay.drop();
        request.body().release();
        String region = candidate == null ? "" : candidate.target().id().value();
        String model = candidate == null || candidate.model() == null ? "" : shared.modelLabel(candidate.model());
        metrics().ended(region, model, outcome);
    }

    /** The region has shown that it works; how a long stream ends, minutes later, says nothing about that. */
    private void firstContent() {
        if (!firstContentSeen) {
            firstContentSeen = true;
            firstContentNanos = clock.attemptElapsed(System.nanoTime());
            RegionTarget target = current().target();
            target.gate().works(firstContentNanos);
            metrics().firstContent(target.id().value(), firstContentNanos);
        }
    }

    private void attemptWorked() {
        RegionTarget target = current().target();
        target.gate().traffic().answered(firstContentNanos);
        metrics().attempt(target.id().value(), "ok");
    }

    private void countFault(Fault fault) {
        RegionTarget target = current().target();
        if (!firstContentSeen) {
            AttemptTally.settle(target.gate(), fault, clock.attemptElapsed(System.nanoTime()));
        }
        AttemptTally.count(target.gate().traffic(), fault);
        metrics().attempt(target.id().value(), AttemptTally.label(fault));
    }

    private void abandonAttempt() {
        stopCall();
        if (candidate != null && !firstContentSeen) {
            candidate.target().gate().leave();
        }
    }

    private void stopCall() {
        if (call != null) {
            call.cancel();
        }
    }

    /** @param head the upstream's, whose headers are changed in place; null for an answer of this edge's own */
    private HttpHeaders answerHeaders(@Nullable HttpResponse head) {
        return head == null
                ? AnswerHeaders.own(request, view, plan.attempts())
                : AnswerHeaders.of(head, current(), request, view, plan.attempts());
    }

    private Candidate current() {
        if (candidate == null) {
            throw new IllegalStateException("no attempt is being made");
        }
        return candidate;
    }

    private EdgeMetrics metrics() {
        return shared.metrics();
    }

    private static String describe(UpstreamFailure failure) {
        return switch (failure) {
            case CONNECT -> "no connection";
            case STALE -> "an idle connection was closed";
            case RESET_BEFORE_HEAD -> "reset before the answer";
            case RESET_AFTER_HEAD -> "reset within the answer";
            case MALFORMED -> "an answer that is not HTTP";
            case OVERLOADED -> "no connection to spare";
        };
    }
}
