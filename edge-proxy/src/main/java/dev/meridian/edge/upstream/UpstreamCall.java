package dev.meridian.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One request to a target and its answer. Confined to one event loop; ends exactly once. */
public final class UpstreamCall {
    private final UpstreamListener listener;
    private @Nullable HttpRequest request;
    private @Nullable UpstreamConnection connection;
    private boolean headSeen;
    private boolean done;
    private boolean reading = true;

    UpstreamCall(HttpRequest request, UpstreamListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /** Gives the call up: its connection is closed at once and the listener is told nothing more. Idempotent. */
    public void cancel() {
        if (finish() && connection != null) {
            connection.close();
        }
    }

    /**
     * Gives the answer up without closing the connection, which is used again once the rest of the answer has been read.
     * Idempotent.
     */
    public void discard() {
        if (finish() && connection != null) {
            connection.discardAnswer();
        }
    }

    /** Stops or resumes reading the answer, so that a slow reader downstream slows the far side down. */
    public void setReading(boolean reading) {
        this.reading = reading;
        if (!done && connection != null) {
            connection.setReading(reading);
        }
    }

    /** Sends a part of the body and owns it; the listener was told that it may. */
    public void send(ByteBuf part) {
        if (done || connection == null) {
            part.release();
        } else {
            connection.sendPart(part);
        }
    }

    /** The body is whole. */
    public void sendEnd() {
        if (!done && connection != null) {
            connection.sendEnd();
        }
    }

    /** Whether the call has ended or was given up. */
    boolean isDone() {
        return done;
    }

    void sendOn(UpstreamConnection connection) {
        HttpRequest toSend = request;
        if (done || toSend == null) {
            connection.giveBack();
            return;
        }
        request = null;
        this.connection = connection;
        connection.send(toSend, this);
        if (!reading) {
            connection.setReading(false);
        }
        if (!done && !(toSend instanceof LastHttpContent)) { // sending may have failed at once
            listener.onWritable(true);
        }
    }

    void writable(boolean writable) {
        if (!done) {
            listener.onWritable(writable);
        }
    }

    void interim(HttpResponse head) {
        listener.onInterim(head);
    }

    void head(HttpResponse head) {
        headSeen = true;
        listener.onHead(head);
    }

    void content(ByteBuf content) {
        if (done) {
            content.release();
        } else {
            listener.onContent(content);
        }
    }

    void end() {
        if (finish()) {
            listener.onEnd();
        }
    }

    void broken(UpstreamFailure beforeHead) {
        fail(headSeen ? UpstreamFailure.RESET_AFTER_HEAD : beforeHead);
    }

    void fail(UpstreamFailure failure) {
        if (finish()) {
            listener.onFailure(failure);
        }
    }

    private boolean finish() {
        if (done) {
            return false;
        }
        done = true;
        if (request != null) {
            ReferenceCountUtil.release(request);
            request = null;
        }
        return true;
    }
}
