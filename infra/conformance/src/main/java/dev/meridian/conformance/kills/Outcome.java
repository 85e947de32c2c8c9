package dev.meridian.conformance.kills;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a run.
 *
 * @param acknowledged writes that were
 * @param unknown writes without an answer
 * @param lost what is gone of what was acknowledged
 * @param halfApplied changes of which only a part is there
 * @param backs from each kill to the next answer of {@code /ready}, the shortest first
 */
public record Outcome(
        int kills, long acknowledged, long unknown, List<String> lost, List<String> halfApplied, List<Duration> backs) {
    private static final int SHOWN = 20;

    /** Copies its collections. */
    public Outcome {
        lost = List.copyOf(lost);
        halfApplied = List.copyOf(halfApplied);
        backs = backs.stream().sorted().toList();
    }

    static Outcome of(int kills, List<Write> writes, List<Duration> backs, Checker byLife, Checker whole) {
        List<String> lost = new ArrayList<>(byLife.lost());
        whole.lost().stream().filter(each -> !lost.contains(each)).forEach(lost::add);
        List<String> half = new ArrayList<>(byLife.halfApplied());
        whole.halfApplied().stream().filter(each -> !half.contains(each)).forEach(half::add);
        return new Outcome(
                kills,
                writes.stream().filter(Write::isAcknowledged).count(),
                writes.stream().filter(write -> write.status() == 0).count(),
                lost,
                half,
                backs);
    }

    /** How many times the controller took longer than it may. */
    public long late() {
        return backs.stream().filter(back -> back.compareTo(Kills.BACK) > 0).count();
    }

    /** Whether nothing happened that must not. */
    public boolean isGood() {
        return lost.isEmpty() && halfApplied.isEmpty() && late() == 0;
    }

    void print(PrintStream out) {
        lost.stream().limit(SHOWN).forEach(each -> out.println("lost: " + each));
        halfApplied.stream().limit(SHOWN).forEach(each -> out.println("half applied: " + each));
        out.println(acknowledged + " writes acknowledged, " + unknown + " cut off by a kill, " + halfApplied.size()
                + " half applied");
        out.println("back after %.2f s (median), %.2f s (longest), %d times later than %d s"
                .formatted(
                        seconds(backs.get(backs.size() / 2)),
                        seconds(backs.getLast()),
                        late(),
                        Kills.BACK.toSeconds()));
        out.println("kills: " + kills + ", acknowledged writes lost: " + lost.size());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
