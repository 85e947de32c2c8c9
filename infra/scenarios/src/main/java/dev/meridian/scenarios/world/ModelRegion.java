package dev.meridian.scenarios.world;

import java.util.SplittableRandom;

/**
 * A region that serves so many requests a second, first come first served. Those that would wait longer than
 * {@link #LONGEST_WAIT_SECONDS} are answered 429.
 */
public final class ModelRegion {
    static final double LONGEST_WAIT_SECONDS = 2;

    /** The time to the first content where nothing waits, in milliseconds. */
    static final double SERVING_MILLIS = 300;

    private final double capacityRps;
    private double usable = 1;
    private double usableGrowth;
    private double grey;
    private boolean dead;
    private double backlog;
    private double waitMillis;

    ModelRegion(double capacityRps) {
        this.capacityRps = capacityRps;
    }

    /** It serves nothing, answers nothing, and its agents are gone. */
    public void die() {
        dead = true;
    }

    /** It lives, and can serve all that it could. */
    public void revive() {
        dead = false;
        usable = 1;
    }

    /** It lives, with a part of its capacity that grows to all of it. */
    public void reviveCold(double part, int seconds) {
        dead = false;
        usable = part;
        usableGrowth = (1 - part) / seconds;
    }

    /** This part of the attempts fails. */
    public void fail(double part) {
        grey = part;
    }

    /** It serves only this part of what it could, and answers 429 to the rest. */
    public void limit(double part) {
        usable = part;
    }

    boolean isDead() {
        return dead;
    }

    /** What it can really serve now. */
    double capacityRps() {
        return dead ? 0 : capacityRps * usable;
    }

    /** A second begins: what waited is served. */
    void tick() {
        usable = Math.min(1, usable + usableGrowth);
        usableGrowth = usable == 1 ? 0 : usableGrowth;
        backlog = Math.max(0, backlog - capacityRps());
    }

    /** Whether a probe is answered. */
    boolean answers(SplittableRandom random) {
        return !dead && (grey == 0 || random.nextDouble() >= grey);
    }

    /**
     * An attempt.
     *
     * @param passed the part of the second that has passed
     */
    Outcome attempt(SplittableRandom random, double passed) {
        if (!answers(random)) {
            return Outcome.FAULT;
        }
        double ahead = Math.max(0, backlog - capacityRps() * passed);
        if (ahead >= Math.max(1, capacityRps() * LONGEST_WAIT_SECONDS)) {
            return Outcome.LIMITED;
        }
        backlog++;
        waitMillis = ahead * 1_000 / Math.max(1, capacityRps());
        return Outcome.SERVED;
    }

    /** How long the last request that was served waited. */
    double waitMillis() {
        return waitMillis;
    }
}
