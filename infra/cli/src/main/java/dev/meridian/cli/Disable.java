package dev.meridian.cli;

import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "disable", description = "Takes a region out, without an end; to take it out for a while, drain it.")
final class Disable implements Callable<Integer> {
    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    @Parameters(paramLabel = "REGION")
    private RegionId region = new RegionId("unset");

    Disable(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return Intents.change(session, consent, region, intent -> new RegionIntent(intent.weight(), false));
    }
}
