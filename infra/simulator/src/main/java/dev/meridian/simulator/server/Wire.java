package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Header;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Position;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns a plan into the bytes on the connection, and when they go. One use each. */
final class Wire {
    /** Pieces without a pause between them are written as one up to this size, as long as Netty's high water mark. */
    private static final int MERGE_BYTES = 64 * 1024;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    /** Bytes that are written at once, that long after the ones before them. */
    @SuppressWarnings("ArrayRecordComponent")
    record Step(long delayNanos, byte[] bytes) {}

    private final List<Step> steps = new ArrayList<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(1024);
    private final int limit;
    private long pendingDelayNanos;
    private int length;

    private Wire(int limit) {
        this.limit = limit;
    }

    /** What is written for the plan, in order. */
    static List<Step> steps(Plan plan, long sequence, boolean keepAlive) {
        Ending ending = plan.ending();
        if (ending == null) {
            return new Wire(Integer.MAX_VALUE).whole(plan, sequence, keepAlive);
        }
        Position after = ending.after();
        return new Wire(after.unit() == Position.Unit.BYTES ? after.count() : Integer.MAX_VALUE)
                .upTo(plan, after, sequence, keepAlive);
    }

    private List<Step> whole(Plan plan, long sequence, boolean keepAlive) {
        head(plan, sequence, keepAlive);
        body(plan, plan.frames());
        if (plan.streams()) {
            add(LAST_CHUNK);
        }
        return finish();
    }

    private List<Step> upTo(Plan plan, Position after, long sequence, boolean keepAlive) {
        if (after.unit() == Position.Unit.NOTHING) {
            pause(plan.headDelayNanos());
            return finish();
        }
        if (!plan.raw()) {
            head(plan, sequence, keepAlive);
        }
        if (after.unit() == Position.Unit.BYTES) {
            body(plan, plan.frames());
            if (plan.streams()) {
                add(LAST_CHUNK);
            }
        } else if (plan.streams()) {
            body(plan, plan.frames().subList(0, plan.framesBefore(after)));
        } else {
            part(plan, plan.bodyBytesBefore(after));
        }
        return finish();
    }

    private void head(Plan plan, long sequence, boolean keepAlive) {
        pause(plan.headDelayNanos());
        StringBuilder out =
                new StringBuilder(192).append("HTTP/1.1 ").append(plan.status()).append(' ');
        out.append(HttpResponseStatus.valueOf(plan.status()).reasonPhrase()).append("\r\n");
        for (Header header : plan.headers()) {
            out.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        out.append("x-request-id: req_").append(sequence).append("\r\n");
        if (plan.streams()) {
            out.append("cache-control: no-cache\r\ntransfer-encoding: chunked\r\n");
        } else {
            out.append("content-length: ").append(plan.bodyBytes()).append("\r\n");
        }
        out.append(keepAlive ? "\r\n" : "connection: close\r\n\r\n");
        add(out.toString().getBytes(StandardCharsets.UTF_8));
        pause(plan.bodyDelayNanos());
    }

    private void body(Plan plan, List<Frame> frames) {
        for (Frame frame : frames) {
            pause(frame.delayNanos());
            if (plan.streams() && frame.bytes().length > 0) {
                add((Integer.toHexString(frame.bytes().length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                add(frame.bytes());
                add(CRLF);
            } else {
                add(frame.bytes());
            }
        }
    }

    private void part(Plan plan, int bytes) {
        int left = bytes;
        for (Frame frame : plan.frames()) {
            pause(frame.delayNanos());
            int sent = Math.min(left, frame.bytes().length);
            add(java.util.Arrays.copyOf(frame.bytes(), sent));
            left -= sent;
        }
    }

    private void add(byte[] bytes) {
        int kept = Math.min(bytes.length, limit - length);
        pending.write(bytes, 0, kept);
        length += kept;
        if (pending.size() >= MERGE_BYTES) {
            flush();
        }
    }

    private void pause(long nanos) {
        if (nanos > 0 && length < limit) {
            flush();
            pendingDelayNanos += nanos;
        }
    }

    private void flush() {
        if (pending.size() > 0) {
            steps.add(new Step(pendingDelayNanos, pending.toByteArray()));
            pending.reset();
            pendingDelayNanos = 0;
        }
    }

    /** A pause at the end stays: it delays the end. */
    private List<Step> finish() {
        flush();
        if (pendingDelayNanos > 0) {
            steps.add(new Step(pendingDelayNanos, new byte[0]));
        }
        return steps;
    }
}
