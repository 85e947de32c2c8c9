package dev.meridian.demo.story;

import dev.meridian.demo.process.ProgramFailed;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.traffic.TrafficLog;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Plays steps one after another and tells what was expected and what was seen. */
public final class Story {
    private final List<Step> steps;
    private final TrafficLog traffic;
    private final Consumer<String> teller;

    /** @param teller gets the story line by line */
    Story(List<Step> steps, TrafficLog traffic, Consumer<String> teller) {
        this.steps = List.copyOf(steps);
        this.traffic = traffic;
        this.teller = teller;
    }

    /**
     * Plays every step; one that is not as expected does not stop the others, a program that ends by itself does.
     *
     * @return whether every step was as expected
     */
    public boolean play() throws InterruptedException {
        int good = 0;
        try {
            for (int i = 0; i < steps.size(); i++) {
                good += playOne(i) ? 1 : 0;
            }
        } finally {
            teller.accept("story: " + good + " of " + steps.size() + " steps as expected");
        }
        return good == steps.size();
    }

    private boolean playOne(int index) throws InterruptedException {
        Step step = steps.get(index);
        teller.accept("step %d of %d: %s".formatted(index + 1, steps.size(), step.title()));
        teller.accept("  expected: " + step.expected() + "; no request fails");
        TrafficLog.Totals before = traffic.totals();
        long began = System.nanoTime();
        Seen seen = seen(step);
        Seen whole = withRequests(seen, before, traffic.totals(), Tally.of(traffic.endedSince(began)));
        teller.accept("  seen:     " + whole.what());
        teller.accept("  " + (whole.asExpected() ? "as expected" : "MISSED"));
        return whole.asExpected();
    }

    private static Seen seen(Step step) throws InterruptedException {
        try {
            return step.play();
        } catch (ProgramFailed e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            return new Seen(false, "NOT AS EXPECTED: " + e.getMessage());
        }
    }

    /** The step's own findings and what became of the requests meanwhile. */
    static Seen withRequests(Seen seen, TrafficLog.Totals before, TrafficLog.Totals after, Tally during) {
        long failed = after.failed() - before.failed();
        long lost = after.lost() - before.lost();
        String requests = "%d requests served, %d failed".formatted(after.served() - before.served(), failed);
        if (lost > 0) {
            requests += ", %d lost that the killed edge was handling".formatted(lost);
        }
        if (failed > 0) {
            requests += " (" + String.join(" | ", during.reasons()) + ")";
        }
        return new Seen.Findings().addSeen(seen).add(failed == 0, requests).seen();
    }
}
