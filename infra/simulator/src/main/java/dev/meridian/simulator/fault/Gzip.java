package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Header;
import dev.meridian.simulator.answer.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The body compressed, whether the client takes it or not; a stream is flushed at every frame. */
public record Gzip() implements Fault {
    private static final int BUFFER_BYTES = 512;

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        List<Frame> frames = new ArrayList<>(plan.frames().size() + 1);
        try (GZIPOutputStream gzip = new GZIPOutputStream(sink, BUFFER_BYTES, true)) {
            for (Frame frame : plan.frames()) {
                gzip.write(frame.bytes());
                gzip.flush();
                frames.add(frame.withBytes(drain(sink)));
            }
            gzip.finish();
            frames.add(new Frame(Frame.Kind.OTHER, drain(sink), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("compressing to memory", e);
        }
        return plan.withFrames(frames).withHeader(new Header("content-encoding", "gzip"));
    }

    private static byte[] drain(ByteArrayOutputStream sink) {
        byte[] bytes = sink.toByteArray();
        sink.reset();
        return bytes;
    }
}
