package dev.meridian.controller.intent;

import dev.meridian.controller.audit.Actions;
import dev.meridian.controller.audit.Actor;
import dev.meridian.routing.audit.AuditFact;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.util.Map;
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

    private static String text(RegionIntent intent) {
        return "weight " + intent.weight() + (intent.enabled() ? " enabled" : " disabled");
    }

    private static String text(Drain drain) {
        return drain.id() + " " + drain.mode() + " until " + drain.expiresAt();
    }
}
