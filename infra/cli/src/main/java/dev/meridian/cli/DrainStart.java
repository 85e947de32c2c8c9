package dev.meridian.cli;

import dev.meridian.cli.text.TimeText;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "start", description = "Starts to drain a region.")
final class DrainStart implements Callable<Integer> {
    private final Session session;
    private final InstantSource clock;

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
        DrainMode mode = emergency ? DrainMode.EMERGENCY : DrainMode.GRACEFUL;
        String expiresAt =
                clock.instant().plus(expires).truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, String> drain =
                Map.of("region", region.value(), "mode", mode.name(), "reason", reason, "expiresAt", expiresAt);
        return session.run(controller -> controller.post("/v1/drains", drain), DrainStart::view);
    }

    private static String view(JsonNode drain) {
        String id = drain.path("id").asString("");
        return "draining " + drain.path("region").asString("") + " until "
                + TimeText.seconds(drain.path("expiresAt").asString("")) + "; to end it earlier: meridian drain end "
                + id;
    }
}
