package dev.meridian.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Outcome;
import dev.meridian.demo.traffic.Sample;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final TableVersion TABLE = new TableVersion(1, 9);
    private static final Map<RegionId, Integer> ALL =
            Shares.of(Map.of(Geography.US, 100, Geography.EU, 100, Geography.AP, 80));

    @Test
    void sharesFollowTheWeights() {
        assertThat(ALL).isEqualTo(Map.of(Geography.US, 3_571, Geography.EU, 3_571, Geography.AP, 2_857));
        assertThat(Shares.of(Map.of(Geography.EU, 100, Geography.AP, 40)))
                .isEqualTo(Map.of(Geography.US, 0, Geography.EU, 7_143, Geography.AP, 2_857));
    }

    @Test
    void steadyIsAsExpectedOnlyIfTableAndTrafficShowTheWeights() {
        Tally fair = Tally.of(requests(161, 160, 129));
        assertThat(Steady.judge(true, table(ALL, "HEALTHY"), fair).asExpected()).isTrue();
        assertThat(Steady.judge(false, table(ALL, "HEALTHY"), fair).asExpected())
                .isFalse();
        Tally biased = Tally.of(requests(250, 100, 100));
        Seen seen = Steady.judge(true, table(ALL, "HEALTHY"), biased);
        assertThat(seen.asExpected()).isFalse();
        assertThat(seen.what()).contains("NOT AS EXPECTED: 450 requests served by: us-west-2 55.6 %");
        assertThat(Steady.judge(true, table(ALL, "HEALTHY"), Tally.of(List.of()))
                        .asExpected())
                .isFalse();
    }

    @Test
    void aKilledRegionMustBeDownAndWithoutAnyShare() {
        Map<RegionId, Integer> without = Shares.of(Map.of(Geography.US, 100, Geography.AP, 80));
        assertThat(EdgeKilled.isOut(table(without, "DOWN"))).isTrue();
        assertThat(EdgeKilled.isOut(table(without, "HEALTHY"))).isFalse();
        assertThat(EdgeKilled.isOut(table(ALL, "DOWN"))).isFalse();
    }

    @Test
    void movedTrafficMustIncludeTheDeadRegionsClients() {
        assertThat(TrafficMoved.judge(true, requests(167, 0, 133)).asExpected()).isTrue();
        assertThat(TrafficMoved.judge(true, requests(160, 1, 139)).asExpected()).isFalse();
        List<Sample> noEuropeans = requests(167, 0, 133).stream()
                .filter(sample -> !sample.origin().equals(Geography.EU))
                .toList();
        assertThat(TrafficMoved.judge(true, noEuropeans).asExpected()).isFalse();
    }

    @Test
    void aRampBeginsLowRisesAndEnds() {
        assertThat(ramp(0, 178, 900, 2_000, 3_571).asExpected()).isTrue();
        assertThat(ramp(0, 3_571).asExpected()).as("a jump").isFalse();
        assertThat(ramp(0, 178, 2_000, 900, 3_571).asExpected()).as("a fall").isFalse();
        assertThat(ramp(0, 178, 900).asExpected()).as("no end").isFalse();
        assertThat(ramp(0).what()).contains("no share");
    }

    @Test
    void aDrainedRegionMustServeNothing() {
        TableView table = table(Shares.of(Map.of(Geography.EU, 100, Geography.AP, 80)), "HEALTHY");
        assertThat(Drained.judge(true, "drain-1", table, "6.0 s", Tally.of(requests(0, 160, 140)))
                        .asExpected())
                .isTrue();
        assertThat(Drained.judge(true, "drain-1", table, "6.0 s", Tally.of(requests(1, 160, 140)))
                        .asExpected())
                .isFalse();
    }

    @Test
    void withoutAControllerTheLastTableServesAndNoOther() {
        TableView table = table(Kept.SHARES, "HEALTHY");
        List<Sample> samples = requests(0, 214, 86);
        assertThat(ControllerKilled.judge(true, true, table, samples).asExpected())
                .isTrue();
        assertThat(ControllerKilled.judge(true, false, table, samples).asExpected())
                .isFalse();
        List<Sample> other = new ArrayList<>(samples);
        other.add(served(Geography.US, Geography.EU, new TableVersion(1, 8)));
        assertThat(ControllerKilled.judge(true, true, table, other).what()).contains("1 of them by another table");
    }

    @Test
    void aRestartedControllerMustKnowDrainWeightAndTable() {
        Kept kept = new Kept("drain-1", TABLE);
        TableView table = table(Kept.SHARES, "HEALTHY");
        assertThat(ControllerBack.judge(kept, "drain-1", 40, table, 0).asExpected())
                .isTrue();
        assertThat(ControllerBack.judge(kept, "none", 40, table, 0).asExpected())
                .isFalse();
        assertThat(ControllerBack.judge(kept, "drain-1", 80, table, 0).asExpected())
                .isFalse();
        assertThat(ControllerBack.judge(kept, "drain-1", 40, table(ALL, "HEALTHY"), 0)
                        .asExpected())
                .isFalse();
        assertThat(ControllerBack.judge(kept, "drain-1", 40, table, 3).asExpected())
                .isFalse();
        Kept newer = new Kept("drain-1", new TableVersion(2, 1));
        assertThat(ControllerBack.judge(newer, "drain-1", 40, table, 0).asExpected())
                .isFalse();
    }

    @Test
    void aFailedRequestSpoilsAStepAndALostOneIsToldApart() {
        Seen good = new Seen(true, "all went well");
        TrafficLog.Totals before = new TrafficLog.Totals(100, 0, 0, 0);
        Seen lost = Story.withRequests(good, before, new TrafficLog.Totals(150, 3, 0, 0), Tally.of(List.of()));
        assertThat(lost)
                .isEqualTo(new Seen(
                        true, "all went well; 50 requests served, 0 failed, 3 lost that the killed edge was handling"));
        Tally during = Tally.of(List.of(new Sample(Geography.US, 0, 1, new Outcome.Failed("status 502"))));
        Seen failed = Story.withRequests(good, before, new TrafficLog.Totals(150, 0, 1, 0), during);
        assertThat(failed.asExpected()).isFalse();
        assertThat(failed.what()).contains("NOT AS EXPECTED: 50 requests served, 1 failed (status 502)");
    }

    private static Seen ramp(int... shares) {
        Ramp ramp = new Ramp(Geography.EU, 3_571);
        for (int share : shares) {
            ramp.add(table(Map.of(Geography.EU, share), "RECOVERING"));
        }
        return ramp.judge("20.0 s");
    }

    private static TableView table(Map<RegionId, Integer> row, String european) {
        return new TableView(
                TABLE,
                Map.of(Geography.US, row, Geography.EU, row, Geography.AP, row),
                Map.of(Geography.US, "HEALTHY", Geography.EU, european, Geography.AP, "HEALTHY"));
    }

    /** Requests that the three regions served, from clients of all of them. */
    private static List<Sample> requests(int us, int eu, int ap) {
        List<RegionId> servers = new ArrayList<>();
        servers.addAll(Collections.nCopies(us, Geography.US));
        servers.addAll(Collections.nCopies(eu, Geography.EU));
        servers.addAll(Collections.nCopies(ap, Geography.AP));
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            RegionId origin = Geography.REGIONS.get(i % 3);
            RegionId by = servers.get(i);
            boolean impossible = origin.equals(Geography.EU) && by.equals(Geography.EU) && eu == 1;
            samples.add(served(impossible ? Geography.US : origin, by, TABLE));
        }
        return samples;
    }

    private static Sample served(RegionId origin, RegionId by, TableVersion table) {
        return new Sample(origin, 0, 1, new Outcome.Served(by, table, 200_000_000L));
    }
}
