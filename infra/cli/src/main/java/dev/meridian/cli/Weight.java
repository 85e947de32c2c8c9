package dev.meridian.cli;

import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "weight", description = "Sets a region's part of the traffic relative to the other regions' weights.")
final class Weight implements Callable<Integer> {
    private final Session session;

    @Mixin
    private Consent consent = new Consent();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "REGION")
    private RegionId region = new RegionId("unset");

    @Parameters(index = "1", paramLabel = "WEIGHT", description = "0 to " + RegionIntent.MAX_WEIGHT + "; 0 means none.")
    private int weight;

    Weight(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (weight < 0 || weight > RegionIntent.MAX_WEIGHT) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "weight " + weight + " must be 0 to " + RegionIntent.MAX_WEIGHT);
        }
        return Intents.change(session, consent, region, intent -> new RegionIntent(weight, intent.enabled()));
    }
}
