package dev.meridian.cli;

import dev.meridian.cli.controller.Controller;
import dev.meridian.cli.text.TimeText;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "pin", description = "Gives an origin these shares and no others for a while.")
final class Pin implements Callable<Integer> {
    private final Session session;
    private final InstantSource clock;

    @Mixin
    private Hold hold = new Hold();

    @Mixin
    private Consent consent = new Consent();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "ORIGIN")
    private OriginId origin = OriginId.DEFAULT;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "REGION=PERCENT",
            description = "Such as eu-west-1=62.5 us-west-2=37.5; they sum to 100.")
    private Map<RegionId, BigDecimal> percents = new TreeMap<>();

    Pin(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Map<String, Object> body = hold.body(clock, consent);
        body.put("shares", shares());
        String path = "/v1/pins/" + Controller.segment(origin.value());
        return session.change(consent, Amendment.replacing(path, body), this::view);
    }

    private Map<String, Integer> shares() {
        Map<String, Integer> shares = new TreeMap<>();
        percents.forEach((region, percent) -> shares.put(region.value(), basisPoints(percent)));
        int sum = shares.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != BasisPoints.ONE) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "the percentages sum to " + BigDecimal.valueOf(sum, 2) + ", they must sum to 100");
        }
        return shares;
    }

    private int basisPoints(BigDecimal percent) {
        try {
            return new BasisPoints(percent.movePointRight(2).intValueExact()).value();
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), percent + " must be a percentage of 0 to 100 with at most two decimals", e);
        }
    }

    private String view(JsonNode pin) {
        return "origin " + origin + " is pinned until "
                + TimeText.seconds(pin.path("expiresAt").asString("")) + "; to end it earlier: meridian unpin "
                + origin;
    }
}
