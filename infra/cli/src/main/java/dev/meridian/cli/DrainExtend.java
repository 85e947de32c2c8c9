package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TimeText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "extend", description = "Has a drain end at another time, at most 72h after its start.")
final class DrainExtend implements Callable<Integer> {
    private final Session session;
    private final InstantSource clock;

    @Mixin
    private Consent consent = new Consent();

    @Parameters(paramLabel = "ID|REGION")
    private String wanted = "";

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            required = true,
            description = "When it ends by itself, from now: such as 45m, 2h or 1d.")
    private Duration expires = Duration.ZERO;

    DrainExtend(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return session.change(
                consent,
                new Amendment(controller -> DrainList.find(controller, wanted), this::patch),
                DrainExtend::view);
    }

    private Answer patch(Controller controller, Answer.Accepted drain, boolean dryRun) {
        return controller.patch(
                Steer.path(DrainList.path(drain.body()), dryRun),
                Map.of("expiresAt", Hold.end(clock, expires)),
                drain.etag());
    }

    private static String view(JsonNode drain) {
        return "drain " + drain.path("id").asString("") + " of "
                + drain.path("region").asString("") + " ends at "
                + TimeText.seconds(drain.path("expiresAt").asString(""));
    }
}
