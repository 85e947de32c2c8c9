package dev.meridian.cli;

import dev.meridian.cli.controller.Answer;
import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TimeText;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "rollback",
        description = "Gives every origin of a former table the shares that it had, by pins that end by themselves.")
final class Rollback implements Callable<Integer>, Steer {
    private final Session session;
    private final InstantSource clock;

    @Mixin
    private Hold hold = new Hold();

    @Mixin
    private Consent consent = new Consent();

    @Parameters(paramLabel = "TABLE", description = "A version as history shows it, such as 3.17.")
    private String version = "";

    private @Nullable Map<String, Object> body;

    Rollback(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        body = hold.body(clock, consent);
        return session.change(consent, this, this::view);
    }

    @Override
    public Answer send(Controller controller, boolean dryRun) {
        String path = "/v1/tables/" + Controller.segment(version) + "/rollback";
        return controller.post(Steer.path(path, dryRun), body == null ? Map.of() : body);
    }

    private String view(JsonNode done) {
        JsonNode pins = done.path("pins");
        String until = pins.isEmpty()
                ? ""
                : pins.values().iterator().next().path("expiresAt").asString("");
        return "as in table " + version + ": " + pins.size() + " origins are pinned until " + TimeText.seconds(until)
                + "; to end it earlier: meridian unpin --all";
    }
}
