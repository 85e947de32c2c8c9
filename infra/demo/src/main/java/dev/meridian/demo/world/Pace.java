package dev.meridian.demo.world;

import java.time.Duration;

/** The times of the decision that the demo shortens, so that a person can watch what takes minutes in production. */
public final class Pace {
    /** Between two decisions; 5 s in production. */
    public static final Duration DECISION = Duration.ofSeconds(1);

    /** Between two reports of an agent or observations of an edge; 5 s in production. */
    public static final Duration REPORT = Duration.ofSeconds(1);

    /** Until a recovered region has its full share again; 3 min in production. */
    public static final Duration RAMP = Duration.ofSeconds(20);

    /** Until a graceful drain has emptied a region; 1 min in production. */
    public static final Duration DRAIN = Duration.ofSeconds(5);

    /** Good decisions in a row until a region that was down serves again; 12 in production. */
    public static final int UP_AFTER = 5;

    private Pace() {}

    /** One sentence for the people who watch. */
    public static String inWords() {
        return "Shortened so that you can watch it (production in brackets): a decision every %d s (5 s), up after %d good ones (12), ramp %d s (3 min), drain %d s (1 min)."
                .formatted(DECISION.toSeconds(), UP_AFTER, RAMP.toSeconds(), DRAIN.toSeconds());
    }
}
