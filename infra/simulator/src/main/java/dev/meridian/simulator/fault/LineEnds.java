package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose lines end otherwise than by LF.
 *
 * @param with by what; null means {@link End#CRLF}
 */
public record LineEnds(@Nullable End with) implements Fault {
    /** What ends a line; all three are allowed in a stream of events. */
    public enum End {
        LF("\n"),
        CRLF("\r\n"),
        CR("\r");

        private final String text;

        End(String text) {
            this.text = text;
        }
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        String end = with == null ? End.CRLF.text : with.text;
        return plan.streams() ? plan.mapFrames(frame -> frame.withBytes(replace(frame.bytes(), end))) : plan;
    }

    /** Read as Latin-1, every byte is a character, so that split characters survive. */
    private static byte[] replace(byte[] bytes, String end) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace("\n", end).getBytes(StandardCharsets.ISO_8859_1);
    }
}
