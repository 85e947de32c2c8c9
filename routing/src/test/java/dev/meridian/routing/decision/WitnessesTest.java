package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.PodCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionTraffic;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WitnessesTest {
    private static final OriginId US_ORIGIN = OriginId.of(US);

    @Test
    void agentsInsideEachOtherRegionAndLiveTrafficEachAreAWitness() {
        World world = World.healthy().inside(EU, 2, 3).peer(US, EU, 1, 4).live(US_ORIGIN, EU, World.traffic(100, 41));

        assertThat(of(world, EU))
                .extracting(Witness::saw)
                .containsExactly(
                        "agents 2/3 ready, 2/3 probes",
                        "from ap-southeast-1 5/5 probes",
                        "from us-west-2 1/5 probes",
                        "live 41 % region faults of 100 attempts");
        assertThat(of(world, EU)).extracting(Witness::score).containsExactly(6_666, 10_000, 2_000, 5_900);
    }

    @Test
    void whoeverSawNothingIsSilent() {
        World world = new World().inside(EU, 0, 0).peer(US, EU, 0, 0).live(US_ORIGIN, EU, RegionTraffic.NONE);

        assertThat(of(world, EU)).isEmpty();
    }

    @Test
    void clusterThatIsKnownToHaveNoReadyEdgeServesNothing() {
        World empty = World.healthy().inside(EU, 0, 0).cluster(EU, clusterOf(ClusterView.CURRENT, 0));
        World awaited = World.healthy().inside(EU, 0, 0).cluster(EU, clusterOf(ClusterView.CURRENT, 2));

        Witness nothing = new Witness(Witness.Kind.INSIDE, 0, 10_000, Duration.ZERO, "agents know of no ready edge");
        assertThat(of(empty, EU).getFirst()).isEqualTo(nothing);
        assertThat(of(awaited, EU).getFirst()).isEqualTo(nothing);
    }

    @Test
    void edgesThatAreNotKnownOfNowAreNotHeldForNone() {
        World stale = new World().inside(EU, 0, 0).cluster(EU, clusterOf(ClusterView.STALE, 0));

        assertThat(of(stale, EU)).isEmpty();
    }

    @Test
    void edgesThatAnswerCountMoreThanWhatTheClusterSays() {
        World world = World.healthy().inside(EU, 3, 3).cluster(EU, clusterOf(ClusterView.CURRENT, 0));

        assertThat(of(world, EU).getFirst().score()).isEqualTo(10_000);
    }

    private static ClusterReport clusterOf(ClusterView view, int pods) {
        return new ClusterReport(
                view, Duration.ZERO, new TreeSet<>(), new PodCounts(pods, 0, 0, 0, 0), 0, new TreeMap<>(), false);
    }

    @Test
    void deadAgentsLeaveTheWordToTheOthers() {
        World world = World.healthy().peer(US, EU, 0, 5);
        world.reportAges.put(EU, Duration.ofMinutes(2));

        assertThat(of(world, EU)).extracting(Witness::score).containsExactly(10_000, 0);
    }

    @Test
    void rateLimitAndModelFaultsNeverCountAgainstHealth() {
        RegionTraffic limited = new RegionTraffic(100, 100, 0, 50, 50, LatencyHistogram.empty());
        World world = new World().live(US_ORIGIN, EU, limited);

        assertThat(of(world, EU)).extracting(Witness::score).containsExactly(10_000);
    }

    @Test
    void thinTrafficWeighsLittle() {
        World world = new World().live(US_ORIGIN, EU, World.traffic(1, 1));

        assertThat(of(world, EU)).extracting(Witness::weight).containsExactly(1_000);
    }

    @Test
    void olderReportsOfARegionCountLess() {
        World world = new World()
                .live(US_ORIGIN, EU, World.traffic(100, 100))
                .live(new OriginId("office"), EU, World.traffic(100, 0));
        Inputs inputs = world.inputs();
        Inputs aged = new Inputs(
                1,
                inputs.regions(),
                inputs.intents(),
                List.of(),
                List.of(),
                List.of(
                        new Received<>(inputs.observations().get(0).message(), Duration.ofMillis(37_500)),
                        inputs.observations().get(1)),
                null);
        Trust trust = TrustStage.weigh(aged, PolicySettings.DEFAULTS);

        // The office's 100 good ones count half of the 100 bad ones.
        assertThat(Witnesses.of(
                        EU, trust, Upstream.of(trust, LiveTraffic.of(trust.observations()), PolicySettings.DEFAULTS)))
                .extracting(Witness::score)
                .containsExactly(3_333);
    }

    @Test
    void regionThatCannotReachTheUpstreamIsBadFromInside() {
        World world = World.healthy().upstream(EU, Reachability.UNREACHABLE).upstream(US, Reachability.REACHABLE);

        assertThat(of(world, EU).getFirst().score()).isZero();
        assertThat(of(world, EU).getFirst().saw()).endsWith("upstream unreachable");
        assertThat(of(world, US).getFirst().score()).isEqualTo(10_000);
    }

    @Test
    void upstreamThatNoRegionReachesIsNoRegionsFault() {
        World world = World.healthy();
        List.of(AP, EU, US).forEach(region -> world.upstream(region, Reachability.UNREACHABLE));
        world.cycles(5);

        assertThat(of(world, EU).getFirst().score()).isEqualTo(10_000);
        assertThat(world.share(EU)).isEqualTo(3571);
        assertThat(world.decided().alarms()).singleElement().asString().contains("no region's fault");
    }

    private static List<Witness> of(World world, RegionId region) {
        Trust trust = TrustStage.weigh(world.inputs(), world.settings);
        return Witnesses.of(
                region, trust, Upstream.of(trust, LiveTraffic.of(trust.observations()), PolicySettings.DEFAULTS));
    }
}
