package dev.meridian.routing.intent;

import dev.meridian.routing.region.OriginId;
import java.util.Collections;
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
        pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    }
}
