package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body in small pieces, each written to the socket by itself and, in a stream, a chunk of its own.
 *
 * @param bytes of a piece; 0 means 1
 * @param pause between two pieces of a frame; null means as short as it gets
 */
public record Fragment(int bytes, @Nullable Duration pause) implements Fault {
    /** Pieces of all answers being sent are held in memory; beyond this a body goes on in one piece. */
    private static final int MAX_PIECES = 262_144;

    /** @throws IllegalArgumentException if a component is out of its range */
    public Fragment {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes " + bytes + " must be at least 1");
        }
        bytes = Math.max(1, bytes);
        Durations.require("pause", pause);
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        List<Frame> pieces = new ArrayList<>();
        for (Frame frame : plan.frames()) {
            int wanted = frame.bytes().length / bytes;
            if (pieces.size() + wanted > MAX_PIECES) {
                pieces.add(frame);
            } else {
                pieces.addAll(Frames.pieces(frame, cuts(frame.bytes().length), Durations.nanos(pause)));
            }
        }
        return plan.withFrames(pieces);
    }

    private List<Integer> cuts(int length) {
        List<Integer> cuts = new ArrayList<>(length / bytes + 1);
        for (int at = bytes; at < length; at += bytes) {
            cuts.add(at);
        }
        return cuts;
    }
}
