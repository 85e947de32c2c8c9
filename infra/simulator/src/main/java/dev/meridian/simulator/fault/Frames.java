package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts bodies and puts frames into them. */
final class Frames {
    /** The least pause: pieces without one would go in the same write. */
    private static final long OWN_WRITE_NANOS = 1;

    private Frames() {}

    /** The answer with a body that ends there and is well framed. */
    static Plan upTo(Plan plan, Position at) {
        List<Frame> frames = plan.frames();
        if (plan.streams()) {
            return plan.withFrames(List.copyOf(frames.subList(0, plan.framesBefore(at))));
        }
        return plan.mapFrames(frame -> frame.withBytes(Arrays.copyOf(frame.bytes(), plan.bodyBytesBefore(at))));
    }

    /** The body with the frame put in at that place. */
    static List<Frame> with(List<Frame> frames, int index, Frame added) {
        List<Frame> changed = new ArrayList<>(frames);
        changed.add(index, added);
        return changed;
    }

    /**
     * The frame cut there, each piece a write of its own; the last one keeps its kind, the first its delay, the others
     * pause.
     */
    static List<Frame> pieces(Frame frame, List<Integer> cuts, long pauseNanos) {
        List<Frame> pieces = new ArrayList<>(cuts.size() + 1);
        int from = 0;
        for (int to : cuts) {
            pieces.add(piece(frame, from, to, Frame.Kind.OTHER, pauseNanos));
            from = to;
        }
        pieces.add(piece(frame, from, frame.bytes().length, frame.kind(), pauseNanos));
        return pieces;
    }

    private static Frame piece(Frame frame, int from, int to, Frame.Kind kind, long pauseNanos) {
        byte[] bytes = Arrays.copyOfRange(frame.bytes(), from, to);
        return new Frame(kind, bytes, Math.max(OWN_WRITE_NANOS, from == 0 ? frame.delayNanos() : pauseNanos));
    }
}
