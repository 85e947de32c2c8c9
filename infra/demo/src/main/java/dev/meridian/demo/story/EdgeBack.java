package dev.meridian.demo.story;

import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.world.Pace;
import dev.meridian.demo.world.Weights;
import java.io.IOException;
import java.time.Duration;

/** The edge of eu-west-1 comes back, and its share ramps up instead of jumping. */
final class EdgeBack implements Step {
    /** The good decisions that a recovery takes, the ramp, and as much again for a slow machine. */
    private static final Duration LIMIT = Pace.RAMP
            .plus(Pace.DECISION.multipliedBy(Pace.UP_AFTER))
            .multipliedBy(2)
            .plusSeconds(10);

    private static final int REQUESTS = 150;

    private final Watch watch;

    EdgeBack(Watch watch) {
        this.watch = watch;
    }

    @Override
    public String title() {
        return "the edge of eu-west-1 comes back";
    }

    @Override
    public String expected() {
        return "its share begins at half of 35.7 % or less, only rises, and is full within " + LIMIT.toSeconds()
                + " s; then it serves again";
    }

    @Override
    public Seen play() throws IOException, InterruptedException {
        watch.world().restartEdge(Geography.EU);
        long back = System.nanoTime();
        int full = Shares.of(Weights.INITIAL).getOrDefault(Geography.EU, 0);
        Ramp ramp = new Ramp(Geography.EU, full);
        ramp.watch(watch, LIMIT);
        Seen ramped = ramp.judge(Watch.secondsSince(back));
        Tally tally = Tally.of(watch.nextRequests(REQUESTS));
        return new Seen.Findings()
                .addSeen(ramped)
                .add(
                        tally.servedBy(Geography.EU) > 0,
                        "it served %d of %d requests after that"
                                .formatted(tally.servedBy(Geography.EU), tally.servedInAll()))
                .seen();
    }
}
