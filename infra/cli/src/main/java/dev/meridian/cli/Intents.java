package dev.meridian.cli;

import dev.meridian.cli.controller.Controller;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Changes a part of a region's intent. The API replaces an intent as a whole, so the rest of it is read first, and written
 * back only if nobody has changed it since.
 */
final class Intents {
    private Intents() {}

    static int change(Session session, Consent consent, RegionId region, UnaryOperator<RegionIntent> change) {
        String path = "/v1/regions/" + Controller.segment(region.value()) + "/intent";
        Amendment amendment = new Amendment(
                controller -> controller.get(path),
                (controller, found, dryRun) -> controller.put(
                        Steer.path(path, dryRun), body(change.apply(read(found.body())), consent), found.etag()));
        return session.change(consent, amendment, intent -> view(region, intent));
    }

    /** Guesses nothing: what is read here is written back. */
    static RegionIntent intent(JsonNode region) {
        return read(region.path("intent"));
    }

    private static Map<String, Object> body(RegionIntent intent, Consent consent) {
        Map<String, Object> body = new TreeMap<>(Map.of("weight", intent.weight(), "enabled", intent.enabled()));
        consent.addTo(body);
        return body;
    }

    private static RegionIntent read(JsonNode intent) {
        return new RegionIntent(
                intent.path("weight").intValue(), intent.path("enabled").booleanValue());
    }

    private static String view(RegionId region, JsonNode intent) {
        return region + ": weight " + intent.path("weight").asInt() + ", "
                + (intent.path("enabled").asBoolean() ? "enabled" : "disabled");
    }
}
