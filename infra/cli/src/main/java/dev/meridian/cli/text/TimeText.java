package dev.meridian.cli.text;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times as people read them. */
public final class TimeText {
    private TimeText() {}

    /** An RFC 3339 time without the parts of its second; any other text as it is. */
    public static String seconds(String time) {
        try {
            return Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException e) {
            return time;
        }
    }
}
