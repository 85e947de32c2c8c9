package dev.meridian.edge.failover;

import dev.meridian.edge.observe.Outcome;
import dev.meridian.edge.upstream.UpstreamFailure;
import dev.meridian.edge.upstream.UpstreamListener;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads one attempt's answer: whose fault a failure is, and whether the request is committed to it. Tells the exchange how
 * the attempt ended, exactly once. Confined to one event loop.
 */
final class AnswerReader implements UpstreamListener {
    private final Exchange exchange;
    private final ExchangeParts parts;
    private final Attempt attempt;
    private final AnswerRelay relay;
    private @Nullable ErrorAnswer error;
    private Outcome outcome = Outcome.OK;
    private boolean answering;
    private boolean over;

    AnswerReader(Exchange exchange, ExchangeParts parts, Attempt attempt) {
        this.exchange = exchange;
        this.parts = parts;
        this.attempt = attempt;
        this.relay = parts.relay();
    }

    /** Nothing of this answer counts any more. */
    void close() {
        over = true;
        if (error != null) {
            error.release();
            error = null;
        }
    }

    /** Whether an answer is being passed on, or held back to be. */
    boolean isAnswering() {
        return answering;
    }

    /** Whether what is held back is to be sent whole, with a status of its own. */
    boolean holdsWhole() {
        return error != null || (answering && !relay.isStream());
    }

    @Override
    public void onWritable(boolean writable) {
        exchange.upstreamTakes(writable);
    }

    @Override
    public void onInterim(HttpResponse head) {
        parts.clock().received(System.nanoTime());
        parts.plan().countMore(attempt.newCalls(head));
    }

    @Override
    public void onHead(HttpResponse head) {
        long now = System.nanoTime();
        parts.clock().received(now);
        attempt.head(head, now);
        parts.plan().countMore(attempt.newCalls(head));
        int status = head.status().code();
        Fault fault = FaultClassifier.ofHead(head, attempt.isHop());
        outcome = Outcome.ofStatus(status);
        if (fault == Fault.QUOTA && mayTryAgain(fault)) {
            limited(head);
        } else if (fault == Fault.CLIENT && status == 400 && parts.plan().hasLargerModel(attempt.candidate())) {
            error = new ErrorAnswer(head);
        } else if (fault != null && mayTryAgain(fault)) {
            fail(Failure.status(fault, status), false);
        } else {
            answer(head);
        }
    }

    @Override
    public void onContent(ByteBuf content) {
        parts.clock().received(System.nanoTime());
        if (error != null) {
            if (error.add(content)) {
                errorRead(error, false);
            }
        } else if (answering) {
            pass(content);
        } else {
            content.release();
        }
    }

    @Override
    public void onEnd() {
        if (error != null) {
            errorRead(error, true);
        } else if (answering) {
            ended();
        }
    }

    @Override
    public void onFailure(UpstreamFailure failure) {
        if (error != null && error.status() == 429) {
            errorRead(error, true);
        } else if (!answering) {
            fail(Failure.connection(failure, attempt.isHop()), false);
        } else {
            broken(
                    "The connection to the upstream broke within the answer",
                    Failure.connection(failure, attempt.isHop()).seen());
        }
    }

    /**
     * The answer will not be whole.
     *
     * @param why for the client
     * @param seen for the trail
     */
    void broken(String why, String seen) {
        AnswerRelay.Progress progress = relay.broken(why);
        if (progress == AnswerRelay.Progress.COMMITTED) {
            attempt.cancelCall();
            over = true;
            exchange.answered(attempt, Outcome.OK);
        } else {
            handle(progress, Failure.broken(attempt.brokenFault(), seen));
        }
    }

    /** Without a model to fall back to, a model's fault is the answer. */
    private boolean mayTryAgain(Fault fault) {
        return fault != Fault.CLIENT
                && (attempt.candidate().model() != null || (fault != Fault.MODEL && fault != Fault.QUOTA));
    }

    /** The upstream has a limit for its key; how long it holds may stand in the body only. */
    private void limited(HttpResponse head) {
        Duration wait = RetryAfter.of(head.headers(), Instant.now());
        if (wait == null) {
            error = new ErrorAnswer(head);
        } else {
            coolDown(wait);
        }
    }

    private void errorRead(ErrorAnswer read, boolean whole) {
        error = null;
        if (read.status() == 429) {
            Duration wait = RetryAfter.of(read.text());
            read.release();
            coolDown(wait == null ? parts.shared().firstDelay() : wait);
        } else if (read.isContextTooLong()) {
            read.release();
            fail(new Failure(Fault.CONTEXT, "the context is too long", null), false);
        } else {
            answer(read.head());
            if (over) {
                read.release();
                return;
            }
            pass(read.take());
            if (whole && !over) {
                ended();
            }
        }
    }

    private void coolDown(Duration wait) {
        String model = attempt.candidate().model();
        if (model != null) {
            parts.shared().cooldowns().cool(model, wait, System.nanoTime());
        }
        fail(Failure.status(Fault.QUOTA, 429), false);
    }

    private void answer(HttpResponse head) {
        int status = head.status().code();
        AnswerRelay.Kind kind = AnswerRelay.Kind.of(head, parts.request());
        if (relay.httpSent() && kind != AnswerRelay.Kind.MODEL_STREAM) {
            over = true;
            exchange.noStream(attempt, status);
        } else {
            answering = true;
            HttpHeaders headers =
                    AnswerHeaders.of(head, attempt.candidate(), parts.request(), parts.view(), parts.plan());
            relay.begin(status, headers, kind);
        }
    }

    private void pass(ByteBuf content) {
        AnswerRelay.Progress progress = relay.content(content);
        if (progress == AnswerRelay.Progress.FAULTY && attempt.isHop()) {
            parts.plan().stop(); // the other edge has tried all that it might
        }
        handle(progress, Failure.broken(Fault.MODEL, "an error event"));
        if (!over && relay.contentSent() && !parts.client().isWritable()) {
            attempt.setReading(false);
        }
    }

    private void ended() {
        AnswerRelay.Progress progress = relay.end();
        handle(progress, Failure.broken(attempt.brokenFault(), "a stream without content"));
        if (progress == AnswerRelay.Progress.COMMITTED && !over) {
            over = true;
            exchange.answered(attempt, outcome);
        }
    }

    private void handle(AnswerRelay.Progress progress, Failure failure) {
        switch (progress) {
            case HELD -> {}
            case COMMITTED -> attempt.firstContent(System.nanoTime());
            case FAULTY -> fail(failure, true);
            case BROKEN_OFF -> {
                over = true;
                exchange.brokenOff(attempt, failure);
            }
        }
    }

    private void fail(Failure failure, boolean closeConnection) {
        over = true;
        exchange.failed(attempt, failure, closeConnection);
    }
}
