package dev.meridian.demo.story;

import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.world.Pace;
import dev.meridian.demo.world.Weights;
import java.time.Duration;

/** Operators end the drain of us-west-2, and its share ramps up. */
final class Undrained implements Step {
    private static final Duration LIMIT = Pace.RAMP.multipliedBy(2).plusSeconds(15);

    private final Watch watch;

    Undrained(Watch watch) {
        this.watch = watch;
    }

    @Override
    public String title() {
        return "operators end the drain of us-west-2";
    }

    @Override
    public String expected() {
        return "its share begins at half of 35.7 % or less, only rises, and is full within " + LIMIT.toSeconds() + " s";
    }

    @Override
    public Seen play() throws InterruptedException {
        String id = watch.controller().drains().getOrDefault(Geography.US, "no drain");
        long ended = System.nanoTime();
        watch.controller().endDrain(id);
        Ramp ramp = new Ramp(Geography.US, Shares.of(Weights.INITIAL).getOrDefault(Geography.US, 0));
        ramp.watch(watch, LIMIT);
        return ramp.judge(Watch.secondsSince(ended));
    }
}
