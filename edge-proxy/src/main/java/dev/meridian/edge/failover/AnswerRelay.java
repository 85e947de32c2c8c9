package dev.meridian.edge.failover;

import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.ApiPath;
import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.stream.StreamState;
import dev.meridian.edge.usage.UnaryUsage;
import dev.meridian.edge.usage.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Holds an attempt's answer back until the request is committed to it, and passes it on from then. Confined to one
 * event loop.
 *
 * <p>There are two commit points. <i>Content</i>: a streamed answer's first content, or a whole unary answer (or more of
 * it than is held); from then on no other attempt is possible. <i>HTTP</i>: the status is sent, which {@link #ping} may
 * do before content; from then on a failure can only be told inside the stream.
 */
final class AnswerRelay {
    /** What an attempt's answer has come to. */
    enum Progress {
        /** Nothing is committed yet. */
        HELD,
        /** The request is committed to this answer. */
        COMMITTED,
        /** The answer failed before content; another attempt is possible. */
        FAULTY,
        /** The answer failed after content and the client was told so; the exchange is over. */
        BROKEN_OFF
    }

    /** What an answer is, as far as holding it back goes. */
    enum Kind {
        /** Held until it is whole, or more than is held. */
        UNARY,
        /** Events of a model, held until the first content. */
        MODEL_STREAM,
        /** What this edge has no need to understand, passed on as it comes: nothing else is tried after its head. */
        AS_IT_COMES;

        /** The kind of the answer to a request. */
        static Kind of(HttpResponse head, ApiRequest request) {
            int status = head.status().code();
            if (request.method().equals(HttpMethod.HEAD) || status == 204 || status == 304) {
                return UNARY;
            }
            String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE);
            boolean events = type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17);
            if (!events) {
                return request.model() == null ? AS_IT_COMES : UNARY;
            }
            return request.wantsStream() && status == 200 ? MODEL_STREAM : AS_IT_COMES;
        }
    }

    /** More than any preamble of a stream, and nearly every unary answer. */
    static final int MAX_HELD_BYTES = 256 * 1024;

    /** Providers send at most a handful of events before content. */
    static final int MAX_HELD_EVENTS = 64;

    private static final ByteBuf PING =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(": ping\n\n".getBytes(StandardCharsets.US_ASCII)));

    private final ClientResponse client;
    private final ApiPath path;
    private final int choices;
    private @Nullable ByteBuf held;
    private @Nullable HttpHeaders headers;
    private @Nullable StreamState stream;
    private @Nullable UnaryUsage unary;
    private boolean atOnce;
    private int status;
    private boolean httpSent;
    private boolean contentSent;
    private int sentStatus;
    private long sentBytes;

    /**
     * @param path the request's
     * @param choices how many answers it asks for
     */
    AnswerRelay(ClientResponse client, ApiPath path, int choices) {
        this.client = client;
        this.choices = choices;
        this.path = path;
    }

    /**
     * An attempt's answer begins; what was held of another one is gone.
     *
     * @param kind how much of it is looked at before it is passed on
     */
    void begin(int status, HttpHeaders headers, Kind kind) {
        drop();
        this.status = status;
        this.headers = headers;
        this.stream = kind == Kind.MODEL_STREAM ? new StreamState(MAX_HELD_EVENTS, choices) : null;
        this.atOnce = kind == Kind.AS_IT_COMES;
        this.unary = kind == Kind.UNARY ? new UnaryUsage(headers.get(HttpHeaderNames.CONTENT_ENCODING)) : null;
        if (stream != null) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH); // an error event may be added
        }
    }

    /** Takes a part of the answer and owns it. What follows an error event of the upstream's is not passed on. */
    Progress content(ByteBuf part) {
        boolean failed = false;
        boolean halfLineEnd = false;
        if (stream != null) {
            part.writerIndex(stream.feed(part));
            failed = stream.hasError();
            halfLineEnd = failed && part.isReadable() && part.getByte(part.writerIndex() - 1) == '\r';
        }
        if (contentSent) {
            send(part);
        } else {
            hold(part);
            if (failed && !hasContent()) {
                drop();
                return Progress.FAULTY;
            }
            if (!mustCommit()) {
                return Progress.HELD;
            }
            commit();
        }
        if (failed) {
            if (halfLineEnd) { // some readers wait for the other half, and miss the event
                client.body(Unpooled.wrappedBuffer(new byte[] {'\n'}));
            }
            client.end();
            return Progress.BROKEN_OFF;
        }
        return Progress.COMMITTED;
    }

    /** The answer is at its end. */
    Progress end() {
        if (stream != null && !stream.isWhole()) {
            return broken("The upstream ended the stream before the answer was whole");
        }
        if (stream != null && !stream.hasContent() && !contentSent) {
            drop();
            return Progress.FAULTY;
        }
        if (contentSent) {
            if (unary != null) {
                unary.end();
            }
            client.end();
        } else if (httpSent) {
            commit();
            client.end();
        } else {
            sendWhole();
        }
        return Progress.COMMITTED;
    }

    /** The answer will not be whole. */
    Progress broken(String why) {
        if (stream != null && stream.isWhole() && contentSent) {
            client.end();
            return Progress.COMMITTED;
        }
        drop();
        if (!contentSent) {
            return Progress.FAULTY;
        }
        breakOff(ApiError.server(502, why, "upstream_stream_broken"));
        return Progress.BROKEN_OFF;
    }

    /** Tells the client, in whatever way is left, that there will be no answer. */
    void fail(ApiError error, HttpHeaders headers) {
        drop();
        if (httpSent) {
            breakOff(error);
        } else {
            headers.set("content-type", "application/json");
            ByteBuf body = Unpooled.wrappedBuffer(error.toJson().getBytes(StandardCharsets.UTF_8));
            sends(error.status(), body);
            client.full(error.status(), headers, body);
        }
    }

    /** Keeps a silent stream's connection alive; sends the status first if that has not been done. */
    void ping(HttpHeaders headers) {
        if (!httpSent) {
            sends(200, Unpooled.EMPTY_BUFFER);
            headers.set("content-type", "text/event-stream");
            client.head(200, headers);
        }
        sentBytes += PING.readableBytes();
        client.body(PING.duplicate());
    }

    /** Whether the status is sent, so that a failure can only be told inside the stream. */
    boolean httpSent() {
        return httpSent;
    }

    /** Whether the present attempt's answer is a stream of events. */
    boolean isStream() {
        return stream != null;
    }

    /** Whether the request is committed to an answer. */
    boolean contentSent() {
        return contentSent;
    }

    /** Whether the client was sent an answer that took tokens, whole or not. */
    boolean hasAnswer() {
        return contentSent && status >= 200 && status < 300;
    }

    /** The status that the client was sent; 0 for none. */
    int sentStatus() {
        return sentStatus;
    }

    /** Of the answer's body, what was passed to the client. */
    long sentBytes() {
        return sentBytes;
    }

    /** A header of the answer that the request is committed to; null where there is none. */
    @Nullable
    String answered(CharSequence header) {
        return contentSent && headers != null ? headers.get(header) : null;
    }

    /** What the answer says of its usage; null where it says nothing, or not yet. */
    @Nullable
    Usage usage() {
        if (stream != null) {
            return stream.usage();
        }
        return unary == null ? null : unary.usage();
    }

    /** Releases what is held. */
    void drop() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private boolean mustCommit() {
        boolean full = held != null && held.readableBytes() > MAX_HELD_BYTES;
        return full || atOnce || hasContent();
    }

    private boolean hasContent() {
        return stream != null && stream.hasContent();
    }

    private void commit() {
        contentSent = true;
        if (!httpSent && headers != null) {
            sends(status, Unpooled.EMPTY_BUFFER);
            client.head(status, headers);
        }
        ByteBuf parts = held;
        held = null;
        if (parts != null) {
            send(parts);
        }
    }

    private void send(ByteBuf part) {
        if (unary != null) {
            unary.part(part);
        }
        sentBytes += part.readableBytes();
        client.body(part);
    }

    private void sendWhole() {
        ByteBuf parts = held;
        held = null;
        contentSent = true;
        if (unary != null && parts != null) {
            unary.whole(parts);
        }
        ByteBuf body = parts == null ? Unpooled.EMPTY_BUFFER : parts;
        sends(status, body);
        if (headers != null) {
            client.full(status, headers, body);
        }
    }

    /** The status goes out, perhaps with the whole body. */
    private void sends(int sent, ByteBuf body) {
        httpSent = true;
        sentStatus = sent;
        sentBytes += body.readableBytes();
    }

    private void hold(ByteBuf part) {
        if (!part.isReadable()) {
            part.release();
            return;
        }
        if (held == null) {
            held = part;
        } else if (held instanceof CompositeByteBuf parts) {
            parts.addComponent(true, part);
        } else {
            held = Unpooled.compositeBuffer(MAX_HELD_EVENTS)
                    .addComponent(true, held)
                    .addComponent(true, part);
        }
    }

    private void breakOff(ApiError error) {
        if (stream == null && contentSent) {
            client.abort();
            return;
        }
        String separator = contentSent && stream != null && !stream.atBoundary() ? "\n\n" : "";
        String event = separator + error.toEvent(path);
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        sentBytes += bytes.length;
        client.body(Unpooled.wrappedBuffer(bytes));
        client.end();
    }
}
