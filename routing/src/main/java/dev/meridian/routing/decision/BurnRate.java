package dev.meridian.routing.decision;

import dev.meridian.routing.policy.BurnSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How fast a region's live errors use up what may fail, over a short and a long time. */
final class BurnRate {
    private BurnRate() {}

    /** Whether it is too fast over both times, of enough attempts. */
    static boolean isTooHigh(List<TrafficSlot> slots, BurnSettings settings, Instant at) {
        TrafficSlot all = within(slots, settings.burnLong(), at);
        return all.attempts() >= settings.burnAttempts()
                && isTooHigh(all, settings)
                && isTooHigh(within(slots, settings.burnShort(), at), settings);
    }

    private static boolean isTooHigh(TrafficSlot slot, BurnSettings settings) {
        return slot.faults() > 0 && slot.faults() >= settings.faultPart() * slot.attempts();
    }

    private static TrafficSlot within(List<TrafficSlot> slots, Duration time, Instant at) {
        TrafficSlot sum = new TrafficSlot(at, 0, 0);
        for (TrafficSlot slot : slots) {
            if (Duration.between(slot.start(), at).compareTo(time) < 0) {
                sum = sum.plus(slot.attempts(), slot.faults());
            }
        }
        return sum;
    }
}
