package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames split where it hurts: in two writes, and in a stream two chunks.
 *
 * @param at where; null means {@link Place#UTF8}
 * @param pause between the two; null means as short as it gets
 */
public record Split(@Nullable Place at, @Nullable Duration pause) implements Fault {
    /** Where frames are split. */
    public enum Place {
        /** Inside every character that takes more than one byte. */
        UTF8,
        /** Inside every line end of an event: between CR and LF, or between the two LFs. */
        LINE_END
    }

    /** @throws IllegalArgumentException if the pause is out of its range */
    public Split {
        Durations.require("pause", pause);
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        List<Frame> pieces = new ArrayList<>();
        for (Frame frame : plan.frames()) {
            pieces.addAll(Frames.pieces(frame, cuts(frame.bytes()), Durations.nanos(pause)));
        }
        return plan.withFrames(pieces);
    }

    private List<Integer> cuts(byte[] bytes) {
        List<Integer> cuts = new ArrayList<>();
        for (int i = 1; i < bytes.length; i++) {
            if (at == Place.LINE_END ? splitsLineEnd(bytes, i) : splitsCharacter(bytes, i)) {
                cuts.add(i);
            }
        }
        return cuts;
    }

    private static boolean splitsLineEnd(byte[] bytes, int index) {
        return bytes[index] == '\n' && (bytes[index - 1] == '\r' || bytes[index - 1] == '\n');
    }

    private static boolean splitsCharacter(byte[] bytes, int index) {
        return (bytes[index] & 0xC0) == 0x80 && (bytes[index - 1] & 0xC0) == 0xC0;
    }
}
