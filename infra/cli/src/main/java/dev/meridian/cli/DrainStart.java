package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TimeText;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "start", description = "Starts to drain a region.")
final class DrainStart implements Callable<Integer>, Steer {
    private final Session session;
    private final InstantSource clock;

    @Mixin
    private Consent consent = new Consent();

    @Parameters(paramLabel = "REGION")
    private RegionId region = new RegionId("unset");

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, for the people who find it; at most " + Drain.MAX_REASON + " characters.")
    private String reason = "";

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            description = "When it ends by itself, from now: such as 45m, 2h or 1d; 2h unless given, at most 72h.")
    private Duration expires = Drain.DEFAULT_DURATION;

    @Option(names = "--emergency", description = "With the next table instead of in steps.")
    private boolean emergency;

    DrainStart(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return session.change(consent, this, DrainStart::view);
    }

    @Override
    public Answer send(Controller controller, boolean dryRun) {
        return controller.post(Steer.path("/v1/drains", dryRun), body());
    }

    /** With what a dry run leaves out: whether one more region could be lost. */
    @Override
    public Answer lookAhead(Controller controller) {
        return controller.ask("/v1/drains/preview", body());
    }

    private Map<String, Object> body() {
        DrainMode mode = emergency ? DrainMode.EMERGENCY : DrainMode.GRACEFUL;
        String expiresAt =
                clock.instant().plus(expires).truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> drain = new TreeMap<>(
                Map.of("region", region.value(), "mode", mode.name(), "reason", reason, "expiresAt", expiresAt));
        @Nullable String override = consent.override();
        if (override != null) {
            drain.put("override", Map.of("reason", override));
        }
        return drain;
    }

    private static String view(JsonNode drain) {
        String id = drain.path("id").asString("");
        return "draining " + drain.path("region").asString("") + " until "
                + TimeText.seconds(drain.path("expiresAt").asString("")) + "; to end it earlier: meridian drain end "
                + id;
    }
}
