package dev.meridian.edge.failover;

import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.observe.Outcome;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.settings.RetryableError;
import dev.meridian.edge.upstream.UpstreamFailure;
import dev.meridian.edge.upstream.UpstreamListener;
import dev.meridian.edge.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
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
    private final UploadState upload;
    private final LastWord lastWord;
    private @Nullable Attempt attempt;
    private @Nullable ErrorAnswer reading;
    private Outcome outcome = Outcome.OK;
    private boolean waiting;
    private long waitUntil;
    private boolean answering;
    private boolean counted;
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
        this.relay = new AnswerRelay(client, request.path());
        this.plan = shared.planFor(request, view, random);
        this.clock = shared.clockFor(request);
        this.upload = new UploadState(request.streamed());
        this.lastWord = new LastWord(request, view, plan, relay);
    }

    /** Makes the first attempt; the answer may have been given before this returns. */
    public void start() {
        metrics().begun();
        tryNext();
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
        if (attempt != null) {
            attempt.setReading(writable);
        }
    }

    /** Takes a part of a body that comes in parts, and owns it; only while {@link ClientResponse#readBody} says so. */
    public void bodyPart(ByteBuf part) {
        if (done || attempt == null) {
            part.release();
            return;
        }
        upload.part();
        clock.received(System.nanoTime());
        attempt.send(part);
    }

    /** That body is whole. */
    public void bodyEnd() {
        upload.ended();
        if (!done && attempt != null) {
            clock.restart(System.nanoTime());
            attempt.sendEnd();
        }
    }

    /** Looks at the clock; called several times a second. */
    public void tick(long now) {
        if (done) {
            return;
        }
        if (upload.isRunning()) {
            watchUpload(now);
        } else if (relay.contentSent()) {
            watchAnswer(now);
        } else if (clock.isOver(now)) {
            abandonAttempt();
            giveUpAtDeadline(now);
        } else if (waiting) {
            if (now - waitUntil >= 0) {
                tryNext();
            } else {
                pingIfDue(now);
            }
        } else if (clock.isAttemptOver(now)) {
            failAttempt(silenceFault(), "no content in time", RetryableError.TIMEOUT, true);
        } else {
            pingIfDue(now);
        }
    }

    @Override
    public void onWritable(boolean writable) {
        upload.paused(!writable);
        clock.received(System.nanoTime());
        client.readBody(writable);
    }

    @Override
    public void onInterim(HttpResponse head) {
        clock.received(System.nanoTime());
        plan.countMore(current().newCalls(head));
    }

    @Override
    public void onHead(HttpResponse head) {
        Attempt current = current();
        long now = System.nanoTime();
        clock.received(now);
        current.head(now);
        plan.countMore(current.newCalls(head));
        int status = head.status().code();
        Fault fault = FaultClassifier.ofHead(head, current.candidate().target().hop());
        outcome = Outcome.ofStatus(status);
        if (fault == Fault.QUOTA && mayTryAgain(fault)) {
            limited(head);
        } else if (fault == Fault.CLIENT && status == 400 && plan.hasLargerModel(current.candidate())) {
            reading = new ErrorAnswer(head);
        } else if (fault != null && mayTryAgain(fault)) {
            failAttempt(fault, "HTTP " + status, FaultClassifier.errorOf(fault), false);
        } else {
            answer(head);
        }
    }

    @Override
    public void onContent(ByteBuf content) {
        clock.received(System.nanoTime());
        if (reading != null) {
            if (reading.add(content)) {
                errorRead(reading, false);
            }
        } else if (answering) {
            relay(content);
        } else {
            content.release();
        }
    }

    @Override
    public void onEnd() {
        if (reading != null) {
            errorRead(reading, true);
        } else if (answering) {
            answerEnded();
        }
    }

    @Override
    public void onFailure(UpstreamFailure failure) {
        Fault fault = FaultClassifier.ofFailure(
                failure, current().candidate().target().hop());
        if (reading != null && reading.status() == 429) {
            errorRead(reading, true);
        } else if (!answering) {
            failAttempt(fault, FaultClassifier.describe(failure), FaultClassifier.errorOf(failure), false);
        } else {
            brokenWithin(
                    relay.broken("The connection to the upstream broke within the answer"),
                    FaultClassifier.describe(failure));
        }
    }

    /** Without a model to fall back to, a model's fault is the answer. */
    private boolean mayTryAgain(Fault fault) {
        return fault != Fault.CLIENT
                && (current().candidate().model() != null || (fault != Fault.MODEL && fault != Fault.QUOTA));
    }

    private void tryNext() {
        answering = false;
        waiting = false;
        if (upload.isRunning()) {
            client.readBody(false);
        }
        long now = System.nanoTime();
        switch (plan.next(now, clock.left(now))) {
            case Step.Attempt(Candidate candidate) -> begin(candidate, now);
            case Step.Wait(long until) -> {
                waiting = true;
                waitUntil = until;
            }
            case Step.Stop stop -> {
                lastWord.exhausted(stop, now);
                finish(Outcome.FAILED);
            }
        }
    }

    private void begin(Candidate candidate, long now) {
        if (!counted) {
            counted = true;
            candidate.target().gate().traffic().request();
        }
        if (request.hop() != null && plan.attempts() > 1 && !relay.httpSent()) {
            client.progress(plan.attempts());
        }
        Attempt begun = new Attempt(candidate, metrics(), now);
        attempt = begun;
        clock.attempt(
                now,
                shared.attemptLimit(request, candidate),
                plan.modelsLeft(),
                candidate.target().hop());
        begun.running(upstreams.call(
                candidate.target().endpoint(),
                requestFor(candidate, now),
                plan.mayReuse() && !request.streamed(),
                this));
    }

    private HttpRequest requestFor(Candidate next, long now) {
        AttemptRequests requests = shared.requests();
        return next.target().hop()
                ? requests.toPeer(request, next, clock.hopMillis(now), plan.attemptsLeft())
                : requests.toUpstream(request, next);
    }

    /** The upstream has a limit for its key; how long it holds may stand in the body only. */
    private void limited(HttpResponse head) {
        Duration wait = RetryAfter.of(head.headers(), Instant.now());
        if (wait == null) {
            reading = new ErrorAnswer(head);
        } else {
            coolDown(wait);
        }
    }

    private void errorRead(ErrorAnswer error, boolean whole) {
        reading = null;
        if (error.status() == 429) {
            Duration wait = RetryAfter.of(error.bytes());
            error.release();
            coolDown(wait == null ? shared.firstDelay() : wait);
        } else if (error.isContextTooLong()) {
            error.release();
            failAttempt(Fault.CONTEXT, "the context is too long", null, false);
        } else {
            answer(error.head());
            if (done) {
                error.release();
                return;
            }
            relay(error.take());
            if (whole && !done) {
                answerEnded();
            }
        }
    }

    private void coolDown(Duration wait) {
        String model = current().candidate().model();
        if (model != null) {
            shared.cooldowns().cool(model, wait, System.nanoTime());
        }
        failAttempt(Fault.QUOTA, "HTTP 429", RetryableError.RATE_LIMIT_ERROR, false);
    }

    private void answer(HttpResponse head) {
        int status = head.status().code();
        AnswerRelay.Kind kind = AnswerRelay.Kind.of(head, request);
        if (relay.httpSent() && kind != AnswerRelay.Kind.MODEL_STREAM) {
            abandonAttempt();
            lastWord.noStream(status);
            finish(Outcome.FAILED);
        } else {
            answering = true;
            HttpHeaders headers = AnswerHeaders.of(head, current().candidate(), request, view, plan);
            relay.begin(status, headers, kind);
        }
    }

    private void relay(ByteBuf content) {
        AnswerRelay.Progress progress = relay.content(content);
        if (progress == AnswerRelay.Progress.FAULTY
                && current().candidate().target().hop()) {
            plan.stop(); // the other edge has tried all that it might
        }
        handle(progress, Fault.MODEL, "an error before content");
        if (!done && attempt != null && relay.contentSent() && !client.isWritable()) {
            attempt.setReading(false);
        }
    }

    private void answerEnded() {
        AnswerRelay.Progress progress = relay.end();
        handle(progress, brokenFault(), "a stream without content");
        if (progress == AnswerRelay.Progress.COMMITTED && !done) {
            attemptWorked();
            finish(outcome);
        }
    }

    /** Whose fault an answer is that does not come whole: over a hop, the other edge would have told of a model's. */
    private Fault brokenFault() {
        return current().candidate().target().hop() ? Fault.REGION : Fault.MODEL;
    }

    /**
     * Whose fault it is that no content came in time. A unary answer's head comes with its content, so that its silence
     * says nothing; a stream's head comes at once, unless nothing in the region answers.
     */
    private Fault silenceFault() {
        return request.wantsStream() && current().regionIsSilent() ? Fault.REGION : brokenFault();
    }

    private void handle(AnswerRelay.Progress progress, Fault fault, String seen) {
        switch (progress) {
            case HELD -> {}
            case COMMITTED -> current().firstContent(System.nanoTime());
            case FAULTY -> failAttempt(fault, seen, RetryableError.SERVER_ERROR, true);
            case BROKEN_OFF -> {
                current().failed(fault, System.nanoTime());
                current().cancelCall();
                finish(Outcome.BROKEN);
            }
        }
    }

    private void failAttempt(Fault fault, String seen, @Nullable RetryableError error, boolean closeConnection) {
        Attempt failed = current();
        long now = System.nanoTime();
        failed.failed(fault, now);
        dropReading();
        if (closeConnection) {
            failed.cancelCall();
        } else {
            failed.discardCall();
        }
        if (fault == Fault.CREDENTIAL) {
            shared.alarm().refused(seen);
        }
        plan.failed(new Trial(failed.candidate(), fault, seen, error, failed.elapsed(now)), now, clock.left(now));
        if (answering && request.wantsStream() && failed.candidate().target().hop()) {
            plan.stop(); // it sent its head to keep us waiting and went on trying, and nobody knows how often
        }
        if (upload.hasBegun()) {
            plan.stop(); // what has been sent on is not kept
        }
        attempt = null;
        if (clock.isOver(now)) {
            giveUpAtDeadline(now);
        } else {
            tryNext();
        }
    }

    /** How long a client may pause is the server's to watch; here it is the upstream that takes nothing more. */
    private void watchUpload(long now) {
        if (upload.isHeldBack() && clock.isSilent(now)) {
            failAttempt(brokenFault(), "it took no more of the request", RetryableError.TIMEOUT, true);
        }
    }

    private void watchAnswer(long now) {
        if (!client.isWritable()) {
            return;
        }
        if (clock.isSilent(now)) {
            brokenWithin(relay.broken("The upstream was silent within the answer"), "silence");
        } else if (request.wantsStream() && clock.isOver(now)) {
            relay.broken("The request's time was over within the answer");
            abandonAttempt();
            finish(Outcome.BROKEN);
        }
    }

    private void brokenWithin(AnswerRelay.Progress progress, String seen) {
        if (progress == AnswerRelay.Progress.COMMITTED) {
            current().cancelCall();
            attemptWorked();
            finish(Outcome.OK);
        } else {
            handle(progress, brokenFault(), seen);
        }
    }

    private void pingIfDue(long now) {
        if (clock.pingIsDue(now)) {
            relay.ping(AnswerHeaders.own(request, view, plan));
        }
    }

    private void giveUpAtDeadline(long now) {
        lastWord.late(clock.elapsed(now));
        finish(Outcome.FAILED);
    }

    private void attemptWorked() {
        current().answered();
        if (outcome == Outcome.OK) {
            shared.budget().success();
        }
    }

    private void finish(Outcome outcome) {
        done = true;
        relay.drop();
        dropReading();
        request.body().release();
        Candidate last = attempt == null ? null : attempt.candidate();
        String region = last == null ? "" : last.target().id().value();
        String model = last == null || last.model() == null ? "" : shared.modelLabel(last.model());
        metrics().ended(region, model, outcome);
    }

    private void abandonAttempt() {
        if (attempt != null) {
            attempt.abandon();
        }
    }

    private void dropReading() {
        if (reading != null) {
            reading.release();
            reading = null;
        }
    }

    private Attempt current() {
        if (attempt == null) {
            throw new IllegalStateException("no attempt is being made");
        }
        return attempt;
    }

    private EdgeMetrics metrics() {
        return shared.metrics();
    }
}
