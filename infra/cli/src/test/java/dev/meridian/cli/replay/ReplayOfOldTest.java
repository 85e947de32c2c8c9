package dev.meridian.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class ReplayOfOldTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(RoutingRecords.module()).build();

    @Test
    void decisionOfAVersionWithoutCanariesIsReplayedWithoutThem() {
        ObjectNode replay = (ObjectNode) JSON.readTree(written(decided()));
        ObjectNode settings = (ObjectNode) replay.path("settings");
        settings.remove("canary");
        ((ObjectNode) replay.path("decision")).remove("canary");
        ((ObjectNode) replay.path("decision")).remove("alsoHeld");

        Replay read = Replay.read(JSON.writeValueAsBytes(replay));
        assertThat(read.settings().canary()).isEqualTo(CanarySettings.OFF);
        assertThat(read.differences()).isEmpty();

        settings.putNull("canary");
        assertThat(Replay.read(JSON.writeValueAsBytes(replay)).settings().canary())
                .isEqualTo(CanarySettings.OFF);
    }

    /** As the controller writes it: here histograms are written for people. */
    private static String written(Replay replay) {
        String empty = JSON.writeValueAsString(LatencyHistogram.empty());
        return JSON.writeValueAsString(replay).replace(empty, "[]");
    }

    private static Replay decided() {
        RegionId region = new RegionId("eu-west-1");
        SortedMap<RegionId, RegionSpec> regions = new TreeMap<>();
        regions.put(
                region,
                new RegionSpec(
                        Endpoint.parse("eu.test:443"), RegionKind.EDGE, null, new TreeSet<>(), RegionSpec.USUAL_PRICE));
        SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
        intents.put(region, new RegionIntent(100, true));
        Inputs inputs = new Inputs(1, regions, intents, List.of(), List.of(), List.of(), null);
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        Decision decision = RoutingPolicy.decide(inputs, PolicySettings.DEFAULTS, now);
        return new Replay(PolicySettings.DEFAULTS, now, inputs, decision);
    }
}
