package dev.meridian.edge.failover;

import dev.meridian.edge.observe.Outcome;
import dev.meridian.edge.observe.TrafficRecorder;
import dev.meridian.edge.openai.ApiRequest;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: the attempt loop. Confined to one event loop.
 *
 * <p>It asks the {@link AttemptPlan} what to try and leaves each attempt's answer to an {@link AnswerReader}; it decides
 * nothing of that itself.
 */
public final class Exchange {
    private final ExchangeParts parts;
    private final AttemptPlan plan;
    private final AttemptClock clock;
    private final AnswerRelay relay;
    private final UploadState upload;
    private final LastWord lastWord;
    private final Account account;
    private @Nullable Attempt attempt;
    private @Nullable AnswerReader reader;
    private @Nullable TrafficRecorder runsIn;
    private boolean waiting;
    private long waitUntil;
    private boolean counted;
    private boolean done;

    Exchange(ExchangeParts parts) {
        this.parts = parts;
        this.plan = parts.plan();
        this.clock = parts.clock();
        this.relay = parts.relay();
        this.upload = new UploadState(parts.request().streamed());
        this.lastWord = new LastWord(parts.request(), parts.view(), plan, relay);
        this.account = new Account(parts);
    }

    /** Makes the first attempt; the answer may have been given before this returns. */
    public void start() {
        account.begun();
        tryNext();
    }

    /** The client has left: whatever runs for it ends now and counts for nothing. */
    public void cancel() {
        if (!done) {
            abandonAttempt("cancelled");
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
        account.received(part.readableBytes());
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
        } else if (attempt != null && (clock.isOver(now) || clock.isAttemptOver(now))) {
            timedOut(attempt, now);
        } else if (clock.isOver(now)) {
            giveUpAtDeadline(now);
        } else if (waiting && now - waitUntil >= 0) {
            tryNext();
        } else if (!holdsWhole() && clock.pingIsDue(now)) {
            relay.ping(AnswerHeaders.own(parts.request(), parts.view(), plan));
        }
    }

    /** The upstream takes more of a body that comes in parts, or does not any more. */
    void upstreamTakes(boolean more) {
        upload.paused(!more);
        clock.received(System.nanoTime());
        parts.client().readBody(more);
    }

    /** An attempt ended with a whole answer, which has been passed on. */
    void answered(Attempt by, Outcome outcome) {
        by.answered();
        if (outcome == Outcome.OK) {
            parts.shared().budget().success();
        }
        finish(outcome);
    }

    /** An attempt failed after content, and the client was told. */
    void brokenOff(Attempt by, Failure failure) {
        by.failed(failure.fault(), System.nanoTime());
        by.cancelCall();
        finish(Outcome.BROKEN);
    }

    /** An attempt answered without the stream that the client is waiting for. */
    void noStream(Attempt by, int status) {
        by.abandon("no_stream");
        lastWord.noStream(status);
        finish(Outcome.FAILED);
    }

    /** An attempt failed before content. */
    void failed(Attempt by, Failure failure, boolean closeConnection) {
        long now = System.nanoTime();
        by.failed(failure.fault(), now);
        if (closeConnection) {
            by.cancelCall();
        } else {
            by.discardCall();
        }
        if (failure.fault() == Fault.CREDENTIAL) {
            parts.shared().alarm().refused(failure.seen());
        }
        afterFailure(by, failure, now);
    }

    /** An attempt has nothing to show, and its time or all of the request's is over. */
    private void timedOut(Attempt by, long now) {
        Failure failure = Failure.timeout(silenceFault(by), "no content in time");
        if (clock.wasFair(now) && isToBlame(by)) {
            by.failed(failure.fault(), now);
            by.cancelCall();
        } else {
            by.abandon("deadline");
        }
        afterFailure(by, failure, now);
    }

    /** Another edge that is late with a whole answer may have waited for its upstream, unless the region is silent. */
    private boolean isToBlame(Attempt silent) {
        return !silent.isHop() || request().wantsStream() || silent.regionIsSilent();
    }

    private void afterFailure(Attempt by, Failure failure, long now) {
        plan.failed(new Trial(by.candidate(), failure, by.elapsed(now)), now, clock.left(now));
        if (isWaitingPeer(by) || upload.hasBegun()) {
            plan.stop();
        }
        closeReader();
        leave();
        attempt = null;
        if (clock.isOver(now)) {
            giveUpAtDeadline(now);
        } else {
            tryNext();
        }
    }

    /** A peer that sent its head to keep us waiting went on trying, and nobody knows how often. */
    private boolean isWaitingPeer(Attempt by) {
        return by.isHop() && request().wantsStream() && reader != null && reader.isAnswering();
    }

    private void tryNext() {
        waiting = false;
        if (upload.isRunning()) {
            parts.client().readBody(false);
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
        if (!counted && request().hop() == null) { // over a hop the edge that its client is connected to has counted it
            counted = true;
            candidate.target().gate().traffic().request();
        }
        enter(candidate.target().gate().traffic());
        if (request().hop() != null && plan.calls() > 1 && !relay.httpSent()) {
            parts.client().progress(plan.calls());
        }
        Attempt begun = new Attempt(candidate, parts.shared(), now);
        account.tries(begun);
        AnswerReader answer = new AnswerReader(this, parts, begun);
        attempt = begun;
        reader = answer;
        clock.attempt(now, parts.shared().attemptLimit(request(), candidate), plan.modelsLeft(), begun.isHop());
        boolean mayReuse = plan.mayReuse(request().hop() != null) && !request().streamed();
        begun.running(
                parts.upstreams().call(candidate.target().endpoint(), requestFor(candidate, now), mayReuse, answer));
    }

    private HttpRequest requestFor(Candidate next, long now) {
        AttemptRequests requests = parts.shared().requests();
        return next.target().hop()
                ? requests.toPeer(request(), next, clock.hopMillis(now), plan.attemptsLeft())
                : requests.toUpstream(request(), next);
    }

    /**
     * Whose fault it is that no content came in time. A unary answer's head comes with its content, so that its silence
     * says nothing; a stream's head comes at once, unless nothing in the region answers.
     */
    private Fault silenceFault(Attempt silent) {
        return request().wantsStream() && silent.regionIsSilent() ? Fault.REGION : silent.brokenFault();
    }

    /** How long a client may pause is the server's to watch; here it is the upstream that takes nothing more. */
    private void watchUpload(long now) {
        if (attempt != null && upload.isHeldBack() && clock.isSilent(now)) {
            failed(attempt, Failure.timeout(attempt.brokenFault(), "it took no more of the request"), true);
        }
    }

    private void watchAnswer(long now) {
        if (reader == null || !parts.client().isWritable()) {
            return;
        }
        if (clock.isSilent(now)) {
            reader.broken("The upstream was silent within the answer", "silence");
        } else if (request().wantsStream() && clock.isOver(now)) {
            relay.broken("The request's time was over within the answer");
            abandonAttempt("deadline");
            finish(Outcome.BROKEN);
        }
    }

    private boolean holdsWhole() {
        return reader != null && reader.holdsWhole();
    }

    private void giveUpAtDeadline(long now) {
        lastWord.late(clock.elapsed(now));
        finish(Outcome.FAILED);
    }

    private void finish(Outcome outcome) {
        done = true;
        relay.drop();
        closeReader();
        leave();
        request().body().release();
        account.ended(outcome);
    }

    /** A request runs where the edge that its client is connected to has sent it: over a hop it is not counted again. */
    private void enter(TrafficRecorder region) {
        if (request().hop() == null) {
            runsIn = region;
            region.enter();
        }
    }

    private void leave() {
        if (runsIn != null) {
            runsIn.leave();
            runsIn = null;
        }
    }

    private void abandonAttempt(String why) {
        if (attempt != null) {
            attempt.abandon(why);
        }
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private ApiRequest request() {
        return parts.request();
    }
}
