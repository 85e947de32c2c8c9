package dev.meridian.cli;

import dev.meridian.routing.intent.Drain;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options of every command that holds something for a while: why, and how long. */
final class Hold {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, for the people who find it; at most " + Drain.MAX_REASON + " characters.")
    private String reason = "";

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            description = "When it ends by itself, from now: such as 45m, 2h or 1d; 2h unless given, at most 72h.")
    private Duration expires = Drain.DEFAULT_DURATION;

    /** What is sent; the end is as of now. */
    Map<String, Object> body(InstantSource clock, Consent consent) {
        Map<String, Object> body = new TreeMap<>(Map.of("reason", reason, "expiresAt", end(clock, expires)));
        consent.addTo(body);
        return body;
    }

    /** When something ends that lasts so long from now on, as it is sent. */
    static String end(InstantSource clock, Duration lasts) {
        return clock.instant().plus(lasts).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
