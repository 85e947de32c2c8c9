package dev.meridian.routing.decision;

import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all witnesses of a region together say.
 *
 * @param score the median of theirs, in basis points
 * @param agreedBad whether enough of them find the region bad
 * @param unanimous whether all of them do, live traffic included where there is any
 * @param burning whether live errors use up what may fail too fast, and enough witnesses confirm that something is wrong
 * @param youngest the age of the newest message
 * @param words all they saw
 */
record Evidence(int score, boolean agreedBad, boolean unanimous, boolean burning, Duration youngest, String words) {
    /** A witness of less weight than this does not testify for an ejection. */
    static final int MIN_EJECTION_WEIGHT = BasisPoints.ONE / 2;

    /**
     * The evidence of the witnesses; null if there is none.
     *
     * @param burning whether live errors use up what may fail too fast
     * @param avoided whether edges leave the region alone though the table sends it traffic, which confirms who finds it bad
     */
    static @Nullable Evidence of(List<Witness> witnesses, boolean burning, boolean avoided, PolicySettings settings) {
        if (witnesses.isEmpty()) {
            return null;
        }
        long bad = witnesses.stream()
                .filter(witness ->
                        witness.score() < settings.health().badBelow() && witness.weight() >= MIN_EJECTION_WEIGHT)
                .count();
        return new Evidence(
                median(witnesses),
                bad + (avoided && bad > 0 ? 1 : 0) >= settings.health().ejectionWitnesses()
                        || allAgree(witnesses, bad, settings),
                witnesses.stream()
                        .allMatch(witness -> witness.score() < settings.health().badBelow()),
                burning,
                Collections.min(witnesses.stream().map(Witness::youngest).toList()),
                witnesses.stream().map(Witness::saw).collect(Collectors.joining("; ")));
    }

    /** Breakers leave little traffic to a dead region: thin as it is, it confirms what everybody else who speaks says too. */
    private static boolean allAgree(List<Witness> witnesses, long bad, PolicySettings settings) {
        return bad > 0
                && witnesses.size() >= settings.health().ejectionWitnesses()
                && witnesses.stream()
                        .allMatch(witness -> witness.score() < settings.health().badBelow()
                                && (witness.kind() == Witness.Kind.LIVE || witness.weight() >= MIN_EJECTION_WEIGHT));
    }

    /**
     * The weighted median: each score stands at the middle of its weight on a line of all weights, and the median is
     * the value at the line's middle, interpolated. With equal weights it is the common median. It is continuous, so a
     * report that ages moves it gently.
     */
    static int median(List<Witness> witnesses) {
        List<Witness> sorted = witnesses.stream()
                .sorted(Comparator.comparingInt(Witness::score).thenComparingInt(Witness::weight))
                .toList();
        // All positions doubled, so that middles are whole numbers.
        long middle = sorted.stream().mapToLong(Witness::weight).sum();
        long end = 0;
        long position = 0;
        int score = sorted.getFirst().score();
        for (Witness witness : sorted) {
            long next = 2 * end + witness.weight();
            if (next >= middle) {
                return next == middle || position == 0
                        ? witness.score()
                        : (int) (score + (witness.score() - score) * (middle - position) / (next - position));
            }
            position = next;
            score = witness.score();
            end += witness.weight();
        }
        return score;
    }
}
