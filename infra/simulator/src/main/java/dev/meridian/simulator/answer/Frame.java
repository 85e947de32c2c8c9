package dev.meridian.simulator.answer;

import java.nio.charset.StandardCharsets;

/** One piece of a body: written at once, and an HTTP chunk of its own in a stream. Its bytes are never changed. */
public final class Frame {
    /** What a piece of a body is, so that a fault can be aimed at it. */
    public enum Kind {
        /** The whole body of an answer that is no stream. */
        WHOLE,
        /** The first event of a stream, which names the role and carries no content. */
        ROLE,
        /** An event with one token of content, reasoning or a tool call. */
        TOKEN,
        /** The event with the finish reason. */
        FINISH,
        /** The event with the usage. */
        USAGE,
        /** The {@code [DONE]} event. */
        DONE,
        /** An event that says what went wrong. */
        ERROR,
        /** Anything else: comments, parts of a split piece. */
        OTHER
    }

    private final Kind kind;
    private final byte[] bytes;
    private final long delayNanos;

    /** A piece that is sent that long after the one before it. */
    public Frame(Kind kind, byte[] bytes, long delayNanos) {
        this.kind = kind;
        this.bytes = bytes;
        this.delayNanos = delayNanos;
    }

    /** A server-sent event with this data, sent right after the piece before it. */
    public static Frame event(Kind kind, String data) {
        return new Frame(kind, ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8), 0);
    }

    public Kind kind() {
        return kind;
    }

    /** The bytes themselves, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    public long delayNanos() {
        return delayNanos;
    }

    /** The same piece with other bytes. */
    public Frame withBytes(byte[] newBytes) {
        return new Frame(kind, newBytes, delayNanos);
    }

    /** The same piece, sent that long after the one before it. */
    public Frame withDelay(long newDelayNanos) {
        return new Frame(kind, bytes, newDelayNanos);
    }
}
