package dev.meridian.simulator.fault;

import java.time.Duration;
import java.util.SplittableRandom;

/** A rule with what it has counted. Guarded by its owner. */
final class LiveRule {
    private final String id;
    private final FaultRule rule;
    private final long addedNanos;
    private final SplittableRandom random;
    private int matched;
    private int hits;

    LiveRule(String id, FaultRule rule, long nowNanos) {
        this.id = id;
        this.rule = rule;
        this.addedNanos = nowNanos;
        Long seed = rule.seed();
        this.random = new SplittableRandom(seed == null ? 0 : seed);
    }

    String id() {
        return id;
    }

    /** Whether it can befall no further request. */
    boolean spent(long nowNanos) {
        Integer times = rule.times();
        Duration lasting = rule.lasting();
        return (times != null && hits >= times) || (lasting != null && nowNanos - addedNanos >= lasting.toNanos());
    }

    /** Whether it befalls this request; counts it if so. */
    boolean befalls(Subject subject) {
        if (!rule.matching().matches(subject) || matched++ < rule.skip()) {
            return false;
        }
        Double probability = rule.probability();
        if (probability != null && random.nextDouble() >= probability) {
            return false;
        }
        hits++;
        return true;
    }

    Faults.Active active() {
        Integer times = rule.times();
        return new Faults.Active(id, rule, hits, times == null ? null : times - hits);
    }

    Faults.Befallen befallen() {
        return new Faults.Befallen(id, rule.faults());
    }
}
