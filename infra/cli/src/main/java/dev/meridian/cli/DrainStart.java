package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TimeText;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Mixin
    private Hold hold = new Hold();

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
        Map<String, Object> drain = hold.body(clock, consent);
        drain.put("region", region.value());
        drain.put("mode", mode.name());
        return drain;
    }

    private static String view(JsonNode drain) {
        String id = drain.path("id").asString("");
        return "draining " + drain.path("region").asString("") + " until "
                + TimeText.seconds(drain.path("expiresAt").asString("")) + "; to end it earlier: meridian drain end "
                + id;
    }
}
