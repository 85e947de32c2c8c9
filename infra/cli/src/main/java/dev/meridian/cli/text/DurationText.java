package dev.meridian.cli.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them. */
public final class DurationText {
    /** Six digits of seconds are eleven days: more than any duration that the controller takes. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");

    private DurationText() {}

    /**
     * Reads a whole number and its unit.
     *
     * @throws IllegalArgumentException if the text is not such as {@code 90s}, {@code 30m}, {@code 2h} or {@code 1d}
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "duration \"" + text + "\" must be a whole number and a unit (s, m, h or d), such as 2h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
