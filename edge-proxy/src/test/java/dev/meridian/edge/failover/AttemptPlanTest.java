package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.route.EdgePlace;
import dev.meridian.edge.route.RegionGates;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.wire.WireJson;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttemptPlanTest {
    private static final List<String> CHAIN = List.of("a", "b", "c");

    private final RegionGates gates = new RegionGates();

    @Test
    void modelsFaultMovesDownTheChainInTheSameRegion() {
        assertThat(walk(plan(10_000, 9), Fault.MODEL, Fault.QUOTA, Fault.MODEL))
                .containsExactly("us-west-2/a", "us-west-2/b", "us-west-2/c");
    }

    @Test
    void regionsFaultMovesToTheNextRegionWithTheSameModel() {
        assertThat(walk(plan(10_000, 9), Fault.MODEL, Fault.REGION, Fault.MODEL))
                .containsExactly("us-west-2/a", "us-west-2/b", "eu-west-1/b", "eu-west-1/c");
    }

    @Test
    void everyRegionFailingEndsThePlan() {
        assertThat(walk(plan(5_000, 9), Fault.REGION, Fault.REGION)).hasSize(2);
    }

    @Test
    void faultThatNothingHelpsAgainstEndsThePlan() {
        assertThat(walk(plan(10_000, 9), Fault.CREDENTIAL)).containsExactly("us-west-2/a");
        assertThat(walk(plan(10_000, 9), Fault.OVERLOAD)).containsExactly("us-west-2/a");
    }

    @Test
    void staleConnectionIsTriedAgainAsItWas() {
        assertThat(walk(plan(10_000, 9), Fault.STALE, Fault.MODEL))
                .containsExactly("us-west-2/a", "us-west-2/a", "us-west-2/b");
    }

    @Test
    void staleConnectionCostsNoAttemptAndIsFollowedByANewOne() {
        AttemptPlan plan = plan(10_000, 1);
        Candidate first = Objects.requireNonNull(plan.next());
        assertThat(plan.mayReuse()).isTrue();
        plan.failed(new Trial(first, Fault.STALE, "closed"));
        assertThat(plan.mayReuse()).isFalse();
        assertThat(plan.next()).isEqualTo(first);
        assertThat(plan.attempts()).isOne();
    }

    @Test
    void attemptsNeverExceedTheBudgetThoseOverTheHopIncluded() {
        assertThat(walk(plan(10_000, 2), Fault.MODEL, Fault.MODEL)).hasSize(2);
        AttemptPlan plan = plan(0, 5);
        assertThat(plan.next()).isNotNull();
        assertThat(plan.attemptsLeft()).isEqualTo(5);
        plan.countMore(4);
        assertThat(plan.next()).isNull();
    }

    @Test
    void regionWhoseGateIsShutIsSkippedUnlessNoOtherIsLeft() {
        shut("us-west-2");
        assertThat(walk(plan(10_000, 9))).containsExactly("eu-west-1/a");
        shut("eu-west-1");
        assertThat(walk(plan(10_000, 9))).containsExactly("us-west-2/a");
    }

    private void shut(String region) {
        for (int i = 0; i < 5; i++) {
            gates.of(new RegionId(region)).fails(1);
        }
    }

    /** What is tried when the attempts end with these faults, and then one more. */
    private static List<String> walk(AttemptPlan plan, Fault... faults) {
        List<String> tried = new ArrayList<>();
        for (int i = 0; i <= faults.length; i++) {
            Candidate candidate = plan.next();
            if (candidate == null) {
                break;
            }
            tried.add(candidate.target().id() + "/" + candidate.model());
            if (i < faults.length) {
                plan.failed(new Trial(candidate, faults[i], "test"));
            }
        }
        return tried;
    }

    private AttemptPlan plan(int usShare, int maxAttempts) {
        RoutingTable table = new WireJson()
                .readTable("""
                {"schema": 1, "version": {"epoch": 1, "version": 1}, "decidedAt": "2026-11-24T10:00:00Z",
                 "origins": {"default": {"shares": {"us-west-2": %d, "eu-west-1": %d}, "shed": 0}},
                 "regions": {"us-west-2": {"endpoint": "http://us:8080", "kind": "EDGE", "health": "HEALTHY"},
                             "eu-west-1": {"endpoint": "http://eu:8080", "kind": "EDGE", "health": "HEALTHY"}}}""".formatted(usShare, 10_000 - usShare).getBytes(StandardCharsets.UTF_8));
        EdgePlace place = new EdgePlace(
                new OriginId("us-west-2"), new RegionId("us-west-2"), Endpoint.parse("https://api/v1"), Map.of());
        RoutingView view = RoutingView.of(table, place, gates);
        return new AttemptPlan(view, CHAIN, new RegionChoice.ByWeight(0x1234_5678_9abc_def0L), maxAttempts, 0);
    }
}
