package dev.meridian.simulator.answer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in an answer: before anything, after the head, after the role event, after a number of tokens, or after a
 * number of bytes of the answer as it is on the wire (head and chunk framing included). Written as {@code nothing},
 * {@code head}, {@code role}, {@code 40 tokens} or {@code 1000 bytes}.
 *
 * @param unit what is counted
 * @param count how many of them; 0 for the units that are not counted
 */
public record Position(Unit unit, int count) {
    /** What a position counts. */
    public enum Unit {
        NOTHING,
        HEAD,
        ROLE,
        TOKENS,
        BYTES
    }

    public static final Position NOTHING = new Position(Unit.NOTHING, 0);
    public static final Position HEAD = new Position(Unit.HEAD, 0);
    public static final Position ROLE = new Position(Unit.ROLE, 0);

    private static final Pattern COUNTED = Pattern.compile("(\\d{1,9}) (token|byte)s?");

    /** @throws IllegalArgumentException if the count is negative */
    public Position {
        if (count < 0) {
            throw new IllegalArgumentException("position " + count + " must not be negative");
        }
    }

    public static Position tokens(int count) {
        return new Position(Unit.TOKENS, count);
    }

    public static Position bytes(int count) {
        return new Position(Unit.BYTES, count);
    }

    /**
     * Reads a position as it is written.
     *
     * @throws IllegalArgumentException if the text is not a position
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Position parse(String text) {
        Matcher counted = COUNTED.matcher(text);
        if (counted.matches()) {
            int count = Integer.parseInt(counted.group(1));
            return "token".equals(counted.group(2)) ? tokens(count) : bytes(count);
        }
        return switch (text) {
            case "nothing" -> NOTHING;
            case "head" -> HEAD;
            case "role" -> ROLE;
            default ->
                throw new IllegalArgumentException(
                        "\"" + text + "\" must be nothing, head, role, \"N tokens\" or \"N bytes\"");
        };
    }

    @JsonValue
    @Override
    public String toString() {
        String name = unit.name().toLowerCase(Locale.ROOT);
        return unit == Unit.TOKENS || unit == Unit.BYTES ? count + " " + name : name;
    }
}
