package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * These bytes on the connection instead of an answer, head included.
 *
 * @param text the bytes as UTF-8 text, or null
 * @param base64 the bytes in base64, or null; exactly one of the two is given
 * @param then what happens to the connection after them; null means it is closed
 */
public record Raw(@Nullable String text, @Nullable String base64, Ending.@Nullable Manner then) implements Fault {
    /** @throws IllegalArgumentException if not exactly one form is given, or it is no base64 */
    public Raw {
        if ((text == null) == (base64 == null)) {
            throw new IllegalArgumentException("raw needs either text or base64");
        }
        if (base64 != null) {
            Base64.getDecoder().decode(base64);
        }
    }

    /** This text, and then a clean close. */
    public static Raw of(String text) {
        return new Raw(text, null, Ending.Manner.CLOSE);
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        byte[] bytes = text != null
                ? text.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(base64 == null ? "" : base64);
        Ending.Manner manner = then == null ? Ending.Manner.CLOSE : then;
        return Plan.raw(bytes, new Ending(Position.bytes(Integer.MAX_VALUE), manner));
    }
}
