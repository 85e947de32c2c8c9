package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Changes a part of a region's intent. The API replaces an intent as a whole, so the rest of it is read first. */
final class Intents {
    private Intents() {}

    static int change(Session session, RegionId region, UnaryOperator<RegionIntent> change) {
        return session.run(
                controller -> controller
                        .get("/v1/regions")
                        .then(body -> RegionList.find(
                                body, region, found -> put(controller, region, change.apply(intent(found))))),
                intent -> view(region, intent));
    }

    /** Guesses nothing: what is read here is written back. */
    static RegionIntent intent(JsonNode region) {
        JsonNode intent = region.path("intent");
        return new RegionIntent(
                intent.path("weight").intValue(), intent.path("enabled").booleanValue());
    }

    private static Answer put(Controller controller, RegionId region, RegionIntent intent) {
        return controller.put(
                "/v1/regions/" + Controller.segment(region.value()) + "/intent",
                Map.of("weight", intent.weight(), "enabled", intent.enabled()));
    }

    private static String view(RegionId region, JsonNode intent) {
        return region + ": weight " + intent.path("weight").asInt() + ", "
                + (intent.path("enabled").asBoolean() ? "enabled" : "disabled");
    }
}
