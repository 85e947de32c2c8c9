package dev.meridian.routing.intent;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.OriginId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What operators hold or forbid, beside what they want of each region.
 *
 * @param freeze the table's standstill; null where there is none
 * @param pins by origin
 * @param safety what neither automation nor a drain may break
 */
public record Steering(@Nullable Freeze freeze, SortedMap<OriginId, Pin> pins, SafetyRules safety) {
    /** Nothing held, and the rules' defaults. */
    public static final Steering NONE = new Steering(null, new TreeMap<>(), SafetyRules.DEFAULTS);

    /** Copies its collections. */
    public Steering {
        pins = CompactMap.copyOf(pins);
    }

    /** Whether the table stands still at a time. */
    public boolean isFrozenAt(Instant now) {
        return freeze != null && freeze.isActiveAt(now);
    }

    /** Whether anything is frozen or pinned. */
    public boolean isHeld() {
        return freeze != null || !pins.isEmpty();
    }

    /** The same with another freeze, or with none. */
    public Steering with(@Nullable Freeze other) {
        return new Steering(other, pins, safety);
    }

    /** The same with other pins. */
    public Steering with(SortedMap<OriginId, Pin> others) {
        return new Steering(freeze, others, safety);
    }

    /** The same with other rules. */
    public Steering with(SafetyRules others) {
        return new Steering(freeze, pins, others);
    }

    /** Only its rules. */
    public Steering released() {
        return new Steering(null, new TreeMap<>(), safety);
    }

    /** The same without what has expired. */
    public Steering at(Instant now) {
        SortedMap<OriginId, Pin> active = new TreeMap<>(pins);
        active.values().removeIf(pin -> !pin.isActiveAt(now));
        return new Steering(isFrozenAt(now) ? freeze : null, active, safety);
    }
}
