package dev.meridian.controller.store;

import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.routing.audit.AuditFact;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the contracts put into stores. */
final class Samples {
    static final RegionId US = new RegionId("us-west-2");
    static final RegionId EU = new RegionId("eu-west-1");
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Samples() {}

    static AuditFact fact(int number) {
        return new AuditFact(
                NOON.plusSeconds(number),
                "ops",
                "operator",
                "intent.set",
                "us-west-2",
                number % 2 == 0 ? null : "weight 1",
                "weight " + number,
                "it's \"broken\"; ümläut 😀",
                "request-" + number,
                AuditFact.Outcome.DONE,
                null);
    }

    static KeptAnswer answer(String who, String key, Instant at) {
        return answer(who, key, at, "{\"of\": \"" + who + "\"}");
    }

    static KeptAnswer answer(String who, String key, Instant at, String body) {
        return new KeptAnswer(who, key, "f", at, 201, "\"e\"", null, body);
    }

    static Pin pin(RegionId region, int share) {
        return new Pin(new TreeMap<>(Map.of(region, new BasisPoints(share))), "it's \"broken\"", "ops", NOON);
    }

    static Drain drain(String id, RegionId region) {
        return new Drain(
                id,
                region,
                DrainMode.EMERGENCY,
                "it's \"broken\"; ümläut",
                "ops",
                NOON,
                NOON.plus(Duration.ofHours(1)));
    }

    static Decision decision(@Nullable Decision previous, int weight) {
        TreeMap<RegionId, RegionSpec> specs = new TreeMap<>();
        TreeMap<RegionId, RegionIntent> intents = new TreeMap<>();
        for (RegionId region : List.of(US, EU)) {
            specs.put(region, new RegionSpec(Endpoint.parse(region + ".example"), RegionKind.EDGE));
            intents.put(region, new RegionIntent(region.equals(US) ? weight : 100, true));
        }
        Inputs inputs = new Inputs(3, specs, intents, List.of(), List.of(), List.of(), previous);
        return new ProportionalPolicy().decide(inputs, PolicySettings.DEFAULTS, NOON);
    }
}
