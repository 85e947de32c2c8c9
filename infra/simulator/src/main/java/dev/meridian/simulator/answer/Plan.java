package dev.meridian.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is played. Immutable.
 *
 * @param status the HTTP status
 * @param headers header lines, without the framing's own
 * @param framing how the end of the body is told
 * @param frames the body
 * @param headDelayNanos time from the request's end to the head
 * @param bodyDelayNanos time from the head to the body
 * @param ending how it breaks off, or null if it is whole
 * @param raw whether the frames are the whole answer, head included, to be sent as they are
 */
public record Plan(
        int status,
        List<Header> headers,
        Framing framing,
        List<Frame> frames,
        long headDelayNanos,
        long bodyDelayNanos,
        @Nullable Ending ending,
        boolean raw) {
    /** How the end of a body is told. */
    public enum Framing {
        /** By {@code content-length}. */
        LENGTH,
        /** By {@code transfer-encoding: chunked}, one chunk a frame. */
        CHUNKED
    }

    /** Says that a body is JSON. */
    public static final Header JSON = new Header("content-type", "application/json");

    /** Says that a body is a stream of events. */
    public static final Header EVENTS = new Header("content-type", "text/event-stream; charset=utf-8");

    private static final long BYTES_PER_TOKEN = 4;

    public Plan {
        headers = List.copyOf(headers);
    }

    /** An answer in one piece. */
    public static Plan whole(int status, Header contentType, byte[] body, long headDelayNanos) {
        return new Plan(
                status,
                List.of(contentType),
                Framing.LENGTH,
                List.of(new Frame(Frame.Kind.WHOLE, body, 0)),
                headDelayNanos,
                0,
                null,
                false);
    }

    /** A stream of events. */
    public static Plan stream(List<Frame> events, long headDelayNanos) {
        return new Plan(200, List.of(EVENTS), Framing.CHUNKED, events, headDelayNanos, 0, null, false);
    }

    /** Whether the body is a stream of events. */
    public boolean streams() {
        return framing == Framing.CHUNKED;
    }

    public Plan withFrames(List<Frame> newFrames) {
        return new Plan(status, headers, framing, newFrames, headDelayNanos, bodyDelayNanos, ending, raw);
    }

    public Plan mapFrames(UnaryOperator<Frame> change) {
        return withFrames(frames.stream().map(change).toList());
    }

    public Plan withEnding(Ending newEnding) {
        return new Plan(status, headers, framing, frames, headDelayNanos, bodyDelayNanos, newEnding, raw);
    }

    /** The same answer, its head and its body later by this much. */
    public Plan later(long headNanos, long bodyNanos) {
        return new Plan(
                status, headers, framing, frames, headDelayNanos + headNanos, bodyDelayNanos + bodyNanos, ending, raw);
    }

    /** The same answer with other delays. */
    public Plan withHeadDelay(long newHeadDelayNanos) {
        return new Plan(status, headers, framing, frames, newHeadDelayNanos, bodyDelayNanos, ending, raw);
    }

    /** The same answer with this header line instead of those of the same name. */
    public Plan withHeader(Header header) {
        List<Header> changed = new ArrayList<>(withoutHeader(header.name()).headers);
        changed.add(header);
        return withHeaders(changed);
    }

    /** The same answer without the header lines of that name. */
    public Plan withoutHeader(String name) {
        return withHeaders(headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList());
    }

    /** The same answer with the frames alone on the wire, head included. */
    public static Plan raw(byte[] bytes, Ending ending) {
        return new Plan(
                0, List.of(), Framing.LENGTH, List.of(new Frame(Frame.Kind.WHOLE, bytes, 0)), 0, 0, ending, true);
    }

    /** How many frames lie before the position; of bytes, those of the body count. */
    public int framesBefore(Position at) {
        int tokens = 0;
        int bytes = 0;
        for (int i = 0; i < frames.size(); i++) {
            boolean reached = switch (at.unit()) {
                case NOTHING, HEAD -> true;
                case ROLE -> i > 0;
                case TOKENS -> tokens >= at.count() && i > 0;
                case BYTES -> bytes >= at.count();
            };
            if (reached) {
                return i;
            }
            tokens += frames.get(i).kind() == Frame.Kind.TOKEN ? 1 : 0;
            bytes += frames.get(i).bytes().length;
        }
        return frames.size();
    }

    /** How many bytes of a body in one piece lie before the position; four of them are taken for a token. */
    public int bodyBytesBefore(Position at) {
        return switch (at.unit()) {
            case NOTHING, HEAD, ROLE -> 0;
            case TOKENS -> (int) Math.min(bodyBytes(), at.count() * BYTES_PER_TOKEN);
            case BYTES -> (int) Math.min(bodyBytes(), at.count());
        };
    }

    /** The bytes of the body. */
    public long bodyBytes() {
        return frames.stream().mapToLong(frame -> frame.bytes().length).sum();
    }

    private Plan withHeaders(List<Header> newHeaders) {
        return new Plan(status, newHeaders, framing, frames, headDelayNanos, bodyDelayNanos, ending, raw);
    }
}
