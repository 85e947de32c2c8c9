package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Changes a part of a region's intent. The API replaces an intent as a whole, so the rest of it is read first, and written
 * back only if nobody has changed it since.
 */
final class Intents implements Steer {
    private final RegionId region;
    private final UnaryOperator<RegionIntent> change;
    private final Consent consent;
    private Answer.@Nullable Accepted seen;

    private Intents(RegionId region, UnaryOperator<RegionIntent> change, Consent consent) {
        this.region = region;
        this.change = change;
        this.consent = consent;
    }

    static int change(Session session, Consent consent, RegionId region, UnaryOperator<RegionIntent> change) {
        return session.change(consent, new Intents(region, change, consent), intent -> view(region, intent));
    }

    /** Guesses nothing: what is read here is written back. */
    static RegionIntent intent(JsonNode region) {
        return read(region.path("intent"));
    }

    @Override
    public Answer send(Controller controller, boolean dryRun) {
        if (seen != null) {
            return put(controller, seen, dryRun);
        }
        return controller.get(path()).thenAccepted(found -> {
            seen = found;
            return put(controller, found, dryRun);
        });
    }

    private Answer put(Controller controller, Answer.Accepted found, boolean dryRun) {
        RegionIntent intent = change.apply(read(found.body()));
        Map<String, Object> body = new TreeMap<>(Map.of("weight", intent.weight(), "enabled", intent.enabled()));
        consent.addTo(body);
        return controller.put(Steer.path(path(), dryRun), body, found.etag());
    }

    private String path() {
        return "/v1/regions/" + Controller.segment(region.value()) + "/intent";
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
