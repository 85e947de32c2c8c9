package dev.meridian.controller.intent;

import dev.meridian.controller.audit.Actions;
import dev.meridian.controller.audit.Actor;
import dev.meridian.routing.audit.AuditFact;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the audit is told of changes of intents. */
final class Facts {
    private Facts() {}

    /** @param effective the intents that hold before */
    static AuditFact setIntent(
            Actor by, Instant now, RegionId region, Map<RegionId, RegionIntent> effective, RegionIntent intent) {
        @Nullable RegionIntent before = effective.get(region);
        return by.did(
                now, Actions.SET_INTENT, region.value(), before == null ? null : text(before), text(intent), null);
    }

    static AuditFact startDrain(Actor by, Drain drain) {
        return by.did(
                drain.startedAt(), Actions.START_DRAIN, drain.region().value(), null, text(drain), drain.reason());
    }

    static AuditFact extendDrain(Actor by, Instant now, Drain before, Drain after) {
        return by.did(now, Actions.EXTEND_DRAIN, before.region().value(), text(before), text(after), null);
    }

    static AuditFact endDrain(Actor by, Instant now, Drain drain) {
        return by.did(now, Actions.END_DRAIN, drain.region().value(), text(drain), null, null);
    }

    static AuditFact freeze(Actor by, Instant now, @Nullable Freeze before, Freeze after) {
        return by.did(now, Actions.FREEZE, "table", before == null ? null : text(before), text(after), after.reason());
    }

    static AuditFact unfreeze(Actor by, Instant now, Freeze before) {
        return by.did(now, Actions.UNFREEZE, "table", text(before), null, null);
    }

    static AuditFact pin(Actor by, Instant now, OriginId origin, @Nullable Pin before, Pin after) {
        return by.did(
                now, Actions.PIN, origin.value(), before == null ? null : text(before), text(after), after.reason());
    }

    static AuditFact unpin(Actor by, Instant now, OriginId origin, Pin before) {
        return by.did(now, Actions.UNPIN, origin.value(), text(before), null, null);
    }

    /** One fact of all pins: they are of one table, which the history shows. */
    static AuditFact rollBack(Actor by, Instant now, TableVersion version, SortedMap<OriginId, Pin> pins) {
        Pin one = pins.firstEntry().getValue();
        return by.did(
                now,
                Actions.ROLL_BACK,
                "table " + version,
                null,
                pins.size() + " origins pinned until " + one.expiresAt(),
                one.reason());
    }

    static AuditFact rules(Actor by, Instant now, SafetyRules before, SafetyRules after) {
        return by.did(now, Actions.SET_RULES, "safety rules", text(before), text(after), null);
    }

    static String text(SafetyRules rules) {
        return "at least " + rules.atLeast()
                + (rules.neverTogether().isEmpty() ? "" : ", never together " + rules.neverTogether());
    }

    private static String text(Freeze freeze) {
        return "frozen until " + freeze.expiresAt();
    }

    private static String text(Pin pin) {
        return pin.shares() + " until " + pin.expiresAt();
    }

    private static String text(RegionIntent intent) {
        return "weight " + intent.weight() + (intent.enabled() ? " enabled" : " disabled");
    }

    private static String text(Drain drain) {
        return drain.id() + " " + drain.mode() + " until " + drain.expiresAt();
    }
}
