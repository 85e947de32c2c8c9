package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.AP;
import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void shareIsExplainedStageByStageWithNumbers() {
        World world = World.steady().inside(EU, 1, 2).peer(AP, EU, 2, 3).peer(US, EU, 3, 2);
        world.cycles(2);

        assertThat(lines(world, EU))
                .containsExactly(
                        "weight 0.00 % -> 35.71 %: weight 100 of 280",
                        "health 35.71 % -> 21.74 %: DEGRADED, score 50.00 %: agents 1/2 ready, 1/2 probes;"
                                + " from ap-southeast-1 2/5 probes; from us-west-2 3/5 probes",
                        "ramp 21.74 % -> 21.74 %: dial 100.00 %, DEGRADED since 2026-11-24T10:00:15Z",
                        "latency 21.74 % -> 21.74 %: counts as 0 ms away",
                        "load 21.74 % -> 21.74 %: 80 % of 1.1 requests/s, one more costs 200 ms",
                        "pace 21.74 % -> 21.74 %: all of the way",
                        "guard 21.74 % -> 21.74 %: nothing to hold back");
    }

    @Test
    void dearRegionIsLeftForItsPriceAndNotForItsLoad() {
        World world = World.healthy().distances(100);
        List.of(US, EU, AP).forEach(region -> world.capacities.put(region, 1_000));
        world.prices.put(US, 50_000);
        for (int i = 0; i < 200; i++) {
            world.demand(OriginId.of(US), 100).after(World.CYCLE);
        }

        var ofUs = Objects.requireNonNull(world.decided().reasons().get(OriginId.of(US)));
        assertThat(ofUs.get(US))
                .extracting(Reason::toString)
                .contains(
                        "latency 33.33 % -> 0.00 %: counts as 200 ms away, 200 ms of it for the price of its tokens",
                        "load 0.00 % -> 0.00 %: 0 % of 1000.0 requests/s, one more costs 0 ms");
        assertThat(ofUs.get(EU))
                .extracting(Reason::toString)
                .contains("latency 33.33 % -> 50.00 %: counts as 102 ms away");
    }

    @Test
    void drainSaysWhoseItIsAndWhy() {
        World world = World.steady().drain(US, DrainMode.GRACEFUL);
        world.after(Duration.ofSeconds(30));

        assertThat(lines(world, US))
                .element(2)
                .asString()
                .isEqualTo("ramp 35.71 % -> 21.74 %: dial 50.00 %, DRAINING since 2026-11-24T10:00:40Z:"
                        + " GRACEFUL drain drain-0 of alice, upgrade");
    }

    @Test
    void regionThatIsNotEnabledSaysSo() {
        World world = World.steady().weight(AP, 80, false);
        world.decide();

        assertThat(lines(world, AP).getFirst())
                .isEqualTo("weight 0.00 % -> 0.00 %: not enabled, weight 80 does not count");
    }

    @Test
    void heldShareSaysThatItIsHeldAndTheTakersThatTheyTakeOver() {
        World world = World.steady();
        world.reportAges.put(AP, Duration.ofMinutes(10));
        world.peer(EU, AP, 0, 0).peer(US, AP, 0, 0);
        world.cycles(13);
        world.weight(AP, 100, true);
        world.cycles(1);

        assertThat(lines(world, AP).getLast())
                .isEqualTo("guard 33.34 % -> 28.58 %: no evidence: held at 28.58 %, a share is never raised blindly");
        assertThat(lines(world, US).getLast())
                .isEqualTo("guard 33.33 % -> 35.71 %: takes over 2.38 % that regions without evidence may not have");
    }

    private static List<String> lines(World world, RegionId region) {
        var ofOrigin = world.decided().reasons().get(OriginId.DEFAULT);
        List<Reason> reasons = ofOrigin == null ? null : ofOrigin.get(region);
        return reasons == null
                ? List.of()
                : reasons.stream().map(Reason::toString).toList();
    }
}
