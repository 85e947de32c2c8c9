package dev.meridian.conformance;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Need;

/** What came of a case. */
sealed interface Verdict {
    /** All held. */
    record Passed() implements Verdict {}

    /**
     * Something did not hold.
     *
     * @param why what was expected and what was seen
     */
    record Failed(String why) implements Verdict {}

    /**
     * It was not run.
     *
     * @param need what is missing for it
     */
    record Skipped(Need need) implements Verdict {}

    /** The line for people. */
    default String line(Case of) {
        return switch (this) {
            case Passed() -> "PASS  %2d  %s".formatted(of.number(), of.title());
            case Failed(String why) -> "FAIL  %2d  %s: %s".formatted(of.number(), of.title(), why);
            case Skipped(Need need) -> "SKIP  %2d  needs %s: %s".formatted(of.number(), need.words(), of.title());
        };
    }
}
