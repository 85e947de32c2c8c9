package dev.meridian.conformance.chaos;

import dev.meridian.conformance.wire.Ask;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The load of a run: which request is the n-th one follows from the seed alone. Thread-safe. */
final class Wishes {
    /** The edges' own limit of an answer that is no stream. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Stands in every prompt, and must stand in no log. */
    static final String CANARY = "canary-prompt";

    private static final List<String> MODELS = List.of(Ask.FIRST, Ask.SECOND, Ask.THIRD);

    /** In percent, of all requests. */
    private static final int LEAVE = 8;

    private static final int READ_SLOWLY = 2;
    private static final int UPLOAD = 3;
    private static final int PASS_THROUGH = 2;
    private static final int HURRY = 6;
    private static final int EXPLAIN = 50;

    /** Every answer has a few tokens, so that faults after the first ones befall it. */
    private static final int LEAST_TOKENS = FaultDraw.EVENT_AFTER_TOKENS + 1;

    private static final int MOST_TOKENS = 24;
    private static final int TOKENS_READ_SLOWLY = 600;
    private static final int UPLOADED_BYTES = 300_000;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;

    Wishes(long seed) {
        this.seed = seed;
    }

    /** The request of that number. */
    Wish draw(int number) {
        SplittableRandom random = new SplittableRandom(seed + number * GOLDEN);
        Wish.Manner manner = manner(random.nextInt(100));
        Duration deadline = random.nextInt(100) < HURRY ? Duration.ofMillis(random.nextInt(300, 1_500)) : DEADLINE;
        Ask ask = new Ask(
                MODELS.get(random.nextInt(MODELS.size())),
                manner == Wish.Manner.READS_SLOWLY || random.nextBoolean(),
                prompt(manner, random),
                "",
                "");
        if (random.nextInt(100) < EXPLAIN) {
            ask = ask.header("x-meridian-explain: 1");
        }
        return new Wish(number, ask, manner, deadline, Duration.ofMillis(random.nextInt(400)));
    }

    private static Wish.Manner manner(int percent) {
        int left = percent;
        if (left < LEAVE) {
            return Wish.Manner.LEAVES;
        }
        left -= LEAVE;
        if (left < READ_SLOWLY) {
            return Wish.Manner.READS_SLOWLY;
        }
        left -= READ_SLOWLY;
        if (left < UPLOAD) {
            return Wish.Manner.UPLOADS;
        }
        return left - UPLOAD < PASS_THROUGH ? Wish.Manner.PASSES_THROUGH : Wish.Manner.STAYS;
    }

    private static String prompt(Wish.Manner manner, SplittableRandom random) {
        String filling = manner == Wish.Manner.UPLOADS || manner == Wish.Manner.PASSES_THROUGH
                ? " word".repeat(random.nextInt(UPLOADED_BYTES / 10, UPLOADED_BYTES) / 5)
                : "";
        int tokens =
                manner == Wish.Manner.READS_SLOWLY ? TOKENS_READ_SLOWLY : random.nextInt(LEAST_TOKENS, MOST_TOKENS);
        return CANARY + filling + " sim:tokens=" + tokens;
    }
}
