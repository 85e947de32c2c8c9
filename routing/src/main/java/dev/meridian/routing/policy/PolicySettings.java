package dev.meridian.routing.policy;

import java.time.Duration;

/**
 * The numbers of the decision, by stage. Defaults are those of {@link #DEFAULTS}. No two of its leaves have the same name, so
 * that each is one key of the controller's settings.
 *
 * @param trust whom to believe for how long
 * @param health when a region is down
 * @param burn when live errors alone say so
 * @param flap how a region that comes and goes is kept away
 * @param capacity how much a region can serve
 * @param latency how near it is
 * @param allocate what is weighed against what
 * @param ramp how a region comes back or is emptied
 * @param pace how fast shares move
 * @param guard what automation may take away
 * @param canary which changes meet few edges first
 * @param cycle how often decisions are made, 1 ms to 10 min; a decision made sooner after another one (on an intent)
 *     counts no cycle as good or bad
 */
public record PolicySettings(
        TrustSettings trust,
        HealthSettings health,
        BurnSettings burn,
        FlapSettings flap,
        CapacitySettings capacity,
        LatencySettings latency,
        AllocateSettings allocate,
        RampSettings ramp,
        PaceSettings pace,
        GuardSettings guard,
        CanarySettings canary,
        Duration cycle) {
    /** The longest cycle; slower is no control. */
    private static final Duration MAX_CYCLE = Duration.ofMinutes(10);

    // After the limit, which its constructor needs.
    /** The defaults. */
    public static final PolicySettings DEFAULTS = new PolicySettings(
            TrustSettings.DEFAULTS,
            HealthSettings.DEFAULTS,
            BurnSettings.DEFAULTS,
            FlapSettings.DEFAULTS,
            CapacitySettings.DEFAULTS,
            LatencySettings.DEFAULTS,
            AllocateSettings.DEFAULTS,
            RampSettings.DEFAULTS,
            PaceSettings.DEFAULTS,
            GuardSettings.DEFAULTS,
            CanarySettings.DEFAULTS,
            Duration.ofSeconds(5));

    /** @throws IllegalArgumentException if a number is out of its range */
    public PolicySettings {
        Ranges.require("cycle", cycle, Ranges.TICK, MAX_CYCLE);
    }

    /** These, but other ones of trust. */
    public PolicySettings with(TrustSettings other) {
        return new PolicySettings(
                other, health, burn, flap, capacity, latency, allocate, ramp, pace, guard, canary, cycle);
    }

    /** These, but other ones of health. */
    public PolicySettings with(HealthSettings other) {
        return new PolicySettings(
                trust, other, burn, flap, capacity, latency, allocate, ramp, pace, guard, canary, cycle);
    }

    /** These, but other ones of burn. */
    public PolicySettings with(BurnSettings other) {
        return new PolicySettings(
                trust, health, other, flap, capacity, latency, allocate, ramp, pace, guard, canary, cycle);
    }

    /** These, but other ones of flap. */
    public PolicySettings with(FlapSettings other) {
        return new PolicySettings(
                trust, health, burn, other, capacity, latency, allocate, ramp, pace, guard, canary, cycle);
    }

    /** These, but other ones of capacity. */
    public PolicySettings with(CapacitySettings other) {
        return new PolicySettings(
                trust, health, burn, flap, other, latency, allocate, ramp, pace, guard, canary, cycle);
    }

    /** These, but other ones of latency. */
    public PolicySettings with(LatencySettings other) {
        return new PolicySettings(
                trust, health, burn, flap, capacity, other, allocate, ramp, pace, guard, canary, cycle);
    }

    /** These, but other ones of allocate. */
    public PolicySettings with(AllocateSettings other) {
        return new PolicySettings(
                trust, health, burn, flap, capacity, latency, other, ramp, pace, guard, canary, cycle);
    }

    /** These, but other ones of ramp. */
    public PolicySettings with(RampSettings other) {
        return new PolicySettings(
                trust, health, burn, flap, capacity, latency, allocate, other, pace, guard, canary, cycle);
    }

    /** These, but other ones of pace. */
    public PolicySettings with(PaceSettings other) {
        return new PolicySettings(
                trust, health, burn, flap, capacity, latency, allocate, ramp, other, guard, canary, cycle);
    }

    /** These, but other ones of guard. */
    public PolicySettings with(GuardSettings other) {
        return new PolicySettings(
                trust, health, burn, flap, capacity, latency, allocate, ramp, pace, other, canary, cycle);
    }

    /** These, but other ones of canary. */
    public PolicySettings with(CanarySettings other) {
        return new PolicySettings(
                trust, health, burn, flap, capacity, latency, allocate, ramp, pace, guard, other, cycle);
    }

    /** These, but another cycle. */
    public PolicySettings withCycle(Duration other) {
        return new PolicySettings(
                trust, health, burn, flap, capacity, latency, allocate, ramp, pace, guard, canary, other);
    }
}
