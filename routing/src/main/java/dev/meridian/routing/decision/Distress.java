package dev.meridian.routing.decision;

import dev.meridian.routing.policy.PolicySettings;

/** Whether a region's live traffic shows that it has more than it can serve. */
final class Distress {
    private Distress() {}

    /** Some attempts at least, of which too many failed or were answered 429. */
    static boolean of(LiveTraffic traffic, PolicySettings settings) {
        return refuses(traffic, settings)
                || (isEnough(traffic) && traffic.faultPart() > settings.ramp().rampFaults());
    }

    /** Some attempts at least, of which too many were answered 429. */
    static boolean refuses(LiveTraffic traffic, PolicySettings settings) {
        return isEnough(traffic) && traffic.limitedPart() >= settings.capacity().rateLimitedFrom();
    }

    private static boolean isEnough(LiveTraffic traffic) {
        return traffic.attempts() >= Witnesses.FULL_ATTEMPTS;
    }
}
