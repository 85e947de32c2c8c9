package dev.meridian.scenarios.story;

import dev.meridian.routing.policy.BurnSettings;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.CapacitySettings;
import dev.meridian.routing.policy.GuardSettings;
import dev.meridian.routing.policy.HealthSettings;
import dev.meridian.routing.policy.PaceSettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.policy.RampSettings;
import dev.meridian.routing.policy.TrustSettings;
import java.time.Duration;

/** Settings with one mechanism each at the value that switches it off, and those that scenarios need. */
final class Off {
    private Off() {}

    /** No region is ever taken away. */
    static PolicySettings ejection(PolicySettings of) {
        HealthSettings health = of.health();
        BurnSettings burn = of.burn();
        return of.with(new HealthSettings(
                        1_000, health.upAfter(), 1, health.goodFrom(), 10, health.providerIncidents()))
                .with(new BurnSettings(
                        10_000, burn.burnTarget(), burn.burnShort(), burn.burnLong(), burn.burnAttempts()));
    }

    /** One witness is enough. */
    static PolicySettings secondWitness(PolicySettings of) {
        HealthSettings health = of.health();
        return of.with(new HealthSettings(
                health.downAfter(),
                health.upAfter(),
                health.badBelow(),
                health.goodFrom(),
                1,
                health.providerIncidents()));
    }

    /** A recovered region gets all of its share at once. */
    static PolicySettings ramp(PolicySettings of) {
        RampSettings ramp = of.ramp();
        return of.with(new RampSettings(
                10_000, Duration.ZERO, ramp.rampRegression(), ramp.rampFaults(), ramp.drainDuration()));
    }

    /** Answers 429 say nothing. */
    static PolicySettings rateLimits(PolicySettings of) {
        CapacitySettings capacity = of.capacity();
        return of.with(
                new CapacitySettings(capacity.headroom(), capacity.demandHalfLife(), capacity.demandChange(), 10_000));
    }

    /** The table is never frozen. */
    static PolicySettings freeze(PolicySettings of) {
        TrustSettings trust = of.trust();
        return of.with(new TrustSettings(trust.trustFull(), trust.trustGone(), 10_000));
    }

    /** Each decision goes all the way to what is best for what was heard last. */
    static PolicySettings pace(PolicySettings of) {
        CapacitySettings capacity = of.capacity();
        return of.with(new PaceSettings(10_000, 10_000, Duration.ofMillis(1), 0, 0))
                .with(new CapacitySettings(capacity.headroom(), Duration.ofMillis(1), 0, capacity.rateLimitedFrom()));
    }

    /** Shares hardly move. */
    static PolicySettings movement(PolicySettings of) {
        return of.with(new PaceSettings(1, 1, Duration.ofDays(1), 10_000, 0));
    }

    static PolicySettings headroom(PolicySettings of, double headroom) {
        CapacitySettings capacity = of.capacity();
        return of.with(new CapacitySettings(
                headroom, capacity.demandHalfLife(), capacity.demandChange(), capacity.rateLimitedFrom()));
    }

    /** Any number of regions may be taken away at any time. */
    static PolicySettings guard(PolicySettings of) {
        return of.with(new GuardSettings(Duration.ZERO, 10_000));
    }

    /** Every change goes to everybody at once. */
    static PolicySettings canary(PolicySettings of) {
        return of.with(CanarySettings.OFF);
    }

    /** One good cycle brings a region back. */
    static PolicySettings hysteresis(PolicySettings of) {
        HealthSettings health = of.health();
        return of.with(new HealthSettings(
                health.downAfter(),
                1,
                health.badBelow(),
                health.goodFrom(),
                health.ejectionWitnesses(),
                health.providerIncidents()));
    }

    /** A handful of faults is enough for an ejection, and one witness. */
    static PolicySettings patience(PolicySettings of) {
        BurnSettings burn = of.burn();
        return hasty(secondWitness(of))
                .with(new BurnSettings(5, 9_999, burn.burnShort(), burn.burnLong(), burn.burnAttempts()));
    }

    private static PolicySettings hasty(PolicySettings of) {
        HealthSettings health = of.health();
        return of.with(new HealthSettings(
                health.downAfter(),
                health.upAfter(),
                health.badBelow(),
                health.goodFrom(),
                health.ejectionWitnesses(),
                false));
    }
}
