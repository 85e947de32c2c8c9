package dev.meridian.cli;

import dev.meridian.cli.text.TimeText;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

@Command(name = "freeze", description = "Has every origin keep its shares for a while, whatever happens.")
final class Freeze implements Callable<Integer> {
    private final Session session;
    private final InstantSource clock;

    @Mixin
    private Hold hold = new Hold();

    @Mixin
    private Consent consent = new Consent();

    Freeze(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return session.change(consent, Amendment.replacing("/v1/freeze", hold.body(clock, consent)), Freeze::view);
    }

    private static String view(JsonNode freeze) {
        return "frozen until " + TimeText.seconds(freeze.path("expiresAt").asString(""))
                + "; to end it earlier: meridian unfreeze";
    }
}
