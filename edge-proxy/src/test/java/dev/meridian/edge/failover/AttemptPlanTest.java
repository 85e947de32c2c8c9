package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.route.EdgePlace;
import dev.meridian.edge.route.RegionGates;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.edge.settings.FallbackSettings;
import dev.meridian.edge.settings.RetrySettings;
import dev.meridian.edge.settings.RetryableError;
import dev.meridian.edge.wire.WireJson;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptPlanTest {
    private static final List<String> CHAIN = List.of("a", "b", "c");
    private static final String US = "us-west-2";
    private static final String EU = "eu-west-1";
    private static final long SECOND = 1_000_000_000;

    /** Too slow to be tried again at once. */
    private static final long SLOW = 5 * SECOND;

    private final RegionGates gates = new RegionGates(new CurrentFallback(FallbackSettings.read(null, null, 3)));
    private final RetryBudget budget = new RetryBudget();
    private final Cooldowns cooldowns = new Cooldowns();
    private Set<RetryableError> retryable = EnumSet.allOf(RetryableError.class);
    private long now;

    @Test
    void modelThatFailedSlowlyIsFollowedByTheNextOneInTheSameRegion() {
        assertThat(walk(plan(10_000, 9), slow(Fault.MODEL), slow(Fault.MODEL), slow(Fault.MODEL)))
                .containsExactly("us-west-2/a", "us-west-2/b", "us-west-2/c");
    }

    @Test
    void modelThatFailedFastIsTriedOnceMoreWhereThatLeavesAnAttemptForEachThatFollows() {
        assertThat(walk(plan(10_000, 9), fast(Fault.MODEL), fast(Fault.MODEL), fast(Fault.MODEL), fast(Fault.MODEL)))
                .containsExactly("us-west-2/a", "us-west-2/a", "us-west-2/b", "us-west-2/b", "us-west-2/c");
        assertThat(walk(plan(10_000, 4), fast(Fault.MODEL), fast(Fault.MODEL), fast(Fault.MODEL), fast(Fault.MODEL)))
                .containsExactly("us-west-2/a", "us-west-2/a", "us-west-2/b", "us-west-2/c");
        assertThat(walk(plan(10_000, 3), fast(Fault.MODEL), fast(Fault.MODEL)))
                .containsExactly("us-west-2/a", "us-west-2/b", "us-west-2/c");
    }

    @Test
    void repetitionWaitsForAPartOfItsDelay() {
        AttemptPlan plan = plan(10_000, 9);
        fail(plan, candidate(plan), fast(Fault.MODEL));
        assertThat(step(plan)).isEqualTo(new Step.Wait(SECOND / 2));
        now = SECOND / 2;
        assertThat(candidate(plan).model()).isEqualTo("a");
    }

    @Test
    void regionsFaultMovesToTheNextRegionWithTheSameModel() {
        assertThat(walk(plan(10_000, 9), slow(Fault.MODEL), slow(Fault.REGION), slow(Fault.MODEL)))
                .containsExactly("us-west-2/a", "us-west-2/b", "eu-west-1/b", "eu-west-1/c");
        assertThat(walk(plan(5_000, 9), slow(Fault.REGION), slow(Fault.REGION))).hasSize(2);
    }

    @Test
    void silenceInTheOnlyRegionIsFollowedByTheNextModel() {
        AttemptPlan plan = alone(9);
        Candidate first = candidate(plan);
        plan.failed(new Trial(first, Failure.timeout(Fault.REGION, "silence"), SLOW), now, SECOND);
        assertThat(candidate(plan).model()).isEqualTo("b");
    }

    @Test
    void faultThatNothingHelpsAgainstEndsThePlan() {
        assertThat(walk(plan(10_000, 9), slow(Fault.CREDENTIAL))).containsExactly("us-west-2/a");
        assertThat(walk(plan(10_000, 9), slow(Fault.OVERLOAD))).containsExactly("us-west-2/a");
    }

    @Test
    void errorThatMayNotBeRetriedEndsThePlan() {
        retryable = EnumSet.of(RetryableError.RATE_LIMIT_ERROR);
        assertThat(walk(plan(10_000, 9), slow(Fault.MODEL))).containsExactly("us-west-2/a");
    }

    @Test
    void staleConnectionIsTriedAgainAsItWasOnANewOneAndCostsNoAttempt() {
        AttemptPlan plan = plan(10_000, 1);
        Candidate first = candidate(plan);
        assertThat(plan.mayReuse(false)).isTrue();
        plan.failed(new Trial(first, new Failure(Fault.STALE, "closed", null), 0), now, SECOND);
        assertThat(plan.mayReuse(false)).isFalse();
        assertThat(candidate(plan)).isEqualTo(first);
        assertThat(plan.attempts()).isOne();
        assertThat(budget.tokens()).isEqualTo(RetryBudget.CAPACITY);
    }

    @Test
    void lastCallIsMadeOnANewConnection() {
        AttemptPlan plan = plan(10_000, 2);
        Candidate first = candidate(plan);
        fail(plan, first, slow(Fault.MODEL));
        candidate(plan);
        assertThat(plan.mayReuse(false)).isFalse();
    }

    @Test
    void onlyCallThatAnotherEdgeHasLeftIsMadeOnANewConnection() {
        AttemptPlan one = plan(10_000, 1);
        candidate(one);
        assertThat(one.mayReuse(true)).isFalse();
        AttemptPlan two = plan(10_000, 2);
        candidate(two);
        assertThat(two.mayReuse(true)).isTrue();
    }

    @Test
    void staleConnectionsCountTowardsTheCallsOfARequest() {
        AttemptPlan plan = plan(10_000, 4);
        for (String model : List.of("a", "b")) {
            Candidate candidate = candidate(plan);
            assertThat(candidate.model()).isEqualTo(model);
            fail(plan, candidate, fast(Fault.STALE));
            fail(plan, candidate(plan), slow(Fault.MODEL));
        }
        assertThat(step(plan)).isInstanceOf(Step.Stop.class);
        assertThat(plan.attempts()).isEqualTo(2);
    }

    @Test
    void regionThatShutsDuringARequestOfAnotherEdgeIsSaidToBeAtFault() {
        for (Fault fault : List.of(Fault.STALE, Fault.MODEL, Fault.REGION)) {
            AttemptPlan plan = alone(4);
            Candidate candidate = candidate(plan);
            shut(US);
            fail(plan, candidate, slow(fault));
            assertThat(step(plan))
                    .isInstanceOfSatisfying(
                            Step.Stop.class,
                            stop -> assertThat(FinalError.isRegions(plan.trials(), stop))
                                    .as("after a fault of %s", fault)
                                    .isTrue());
        }
    }

    @Test
    void modelsThatAllFailedAreNotTheRegionsFault() {
        AttemptPlan plan = alone(3);
        walk(plan, slow(Fault.MODEL), slow(Fault.MODEL), slow(Fault.MODEL));
        assertThat(step(plan))
                .isInstanceOfSatisfying(
                        Step.Stop.class,
                        stop -> assertThat(FinalError.isRegions(plan.trials(), stop))
                                .isFalse());
    }

    @Test
    void attemptsNeverExceedTheBudgetThoseOverTheHopIncluded() {
        assertThat(walk(plan(10_000, 2), slow(Fault.MODEL), slow(Fault.MODEL))).hasSize(2);
        AttemptPlan plan = plan(0, 5);
        Candidate hop = candidate(plan);
        assertThat(plan.attemptsLeft()).isEqualTo(5);
        plan.countMore(3);
        fail(plan, hop, slow(Fault.REGION));
        assertThat(candidate(plan).target().id().value()).isEqualTo(US);
        assertThat(plan.attempts()).isEqualTo(5);
        assertThat(step(plan)).isInstanceOf(Step.Stop.class);
    }

    @Test
    void shortLimitIsWaitedForOnceAndALongOneIsLeftForTheNextModel() {
        AttemptPlan plan = plan(10_000, 9);
        Candidate first = candidate(plan);
        cooldowns.cool("a", Duration.ofSeconds(1), now);
        fail(plan, first, fast(Fault.QUOTA));
        assertThat(step(plan)).isEqualTo(new Step.Wait(SECOND));
        now = SECOND;
        Candidate second = candidate(plan);
        assertThat(second.model()).isEqualTo("a");
        cooldowns.cool("a", Duration.ofSeconds(30), now);
        fail(plan, second, fast(Fault.QUOTA));
        assertThat(candidate(plan).model()).isEqualTo("b");
    }

    @Test
    void modelThatIsCoolingDownIsSkippedOrWaitedForByRequestsThatComeLater() {
        cooldowns.cool("a", Duration.ofSeconds(2), now);
        assertThat(step(plan(10_000, 9))).isEqualTo(new Step.Wait(2 * SECOND));
        cooldowns.cool("a", Duration.ofSeconds(3), now);
        assertThat(candidate(plan(10_000, 9)).model()).isEqualTo("b");
        for (String model : CHAIN) {
            cooldowns.cool(model, Duration.ofSeconds(20), now);
        }
        assertThat(step(plan(10_000, 9))).isEqualTo(new Step.Stop(Step.Cause.COOLING, 20 * SECOND));
    }

    @Test
    void nobodyWaitsBeyondTheRequestsOwnTime() {
        cooldowns.cool("a", Duration.ofSeconds(1), now);
        Step step = plan(10_000, 9).next(now, SECOND / 2);
        assertThat(((Step.Attempt) step).candidate().model()).isEqualTo("b");
    }

    @Test
    void regionWhoseBreakerIsOpenIsSkippedAndTriedOnlyWhereNoOtherIsLeft() {
        shut(US);
        assertThat(walk(plan(10_000, 9))).containsExactly("eu-west-1/a");
        shut(EU);
        AttemptPlan plan = plan(10_000, 9);
        Candidate forced = candidate(plan);
        assertThat(forced.target().id().value())
                .as("the one that reopens first")
                .isEqualTo(US);
        fail(plan, forced, slow(Fault.REGION));
        assertThat(step(plan))
                .isInstanceOfSatisfying(
                        Step.Stop.class, stop -> assertThat(stop.cause()).isEqualTo(Step.Cause.SHUT));
    }

    @Test
    void modelWhoseBreakerIsOpenInOneRegionServesInTheOther() {
        shutModel(US, "a");
        assertThat(walk(plan(10_000, 9))).containsExactly("us-west-2/b");
        shutModel(US, "b");
        shutModel(US, "c");
        AttemptPlan plan = plan(10_000, 9);
        Candidate forced = candidate(plan);
        assertThat(forced.model()).as("the one that reopens first").isEqualTo("a");
        fail(plan, forced, fast(Fault.MODEL));
        assertThat(walk(plan)).isEmpty();
        assertThat(gates.of(new RegionId(US)).breaker().isOpen()).isFalse();
    }

    @Test
    void emptyRetryBudgetEndsWithTheFirstAttempt() {
        while (budget.moveOn(false)) {
            assertThat(budget.tokens()).isNotNegative();
        }
        assertThat(walk(plan(10_000, 9), fast(Fault.MODEL))).containsExactly("us-west-2/a");
    }

    private void shut(String region) {
        for (int i = 0; i < 5; i++) {
            gates.of(new RegionId(region))
                    .breaker()
                    .fails(gates.of(new RegionId(region)).breaker().tryEnter(), 1);
        }
    }

    private void shutModel(String region, String model) {
        for (int i = 0; i < 5; i++) {
            gates.of(new RegionId(region))
                    .model(model)
                    .fails(gates.of(new RegionId(region)).model(model).tryEnter(), 1);
        }
    }

    private Step step(AttemptPlan plan) {
        return plan.next(now, 100 * SECOND);
    }

    private Candidate candidate(AttemptPlan plan) {
        return ((Step.Attempt) step(plan)).candidate();
    }

    private void fail(AttemptPlan plan, Candidate candidate, End end) {
        RetryableError error = end.fault() == Fault.REGION ? null : RetryableError.SERVER_ERROR;
        RetryableError named = end.fault() == Fault.QUOTA ? RetryableError.RATE_LIMIT_ERROR : error;
        plan.failed(new Trial(candidate, new Failure(end.fault(), "test", named), end.nanos()), now, 100 * SECOND);
    }

    /** What is tried when the attempts end with these faults, and then one more; waits are waited for. */
    private List<String> walk(AttemptPlan plan, End... failures) {
        List<String> tried = new ArrayList<>();
        for (int i = 0; i <= failures.length; i++) {
            Step step = step(plan);
            if (step instanceof Step.Wait(long until)) {
                now = until;
                step = step(plan);
            }
            if (!(step instanceof Step.Attempt(Candidate candidate))) {
                break;
            }
            tried.add(candidate.target().id() + "/" + candidate.model());
            if (i < failures.length) {
                fail(plan, candidate, failures[i]);
            }
        }
        return tried;
    }

    private static End slow(Fault fault) {
        return new End(fault, SLOW);
    }

    private static End fast(Fault fault) {
        return new End(fault, SECOND / 100);
    }

    private AttemptPlan plan(int usShare, int maxAttempts) {
        return plan("{\"us-west-2\": %d, \"eu-west-1\": %d}".formatted(usShare, 10_000 - usShare), US, maxAttempts);
    }

    private AttemptPlan alone(int maxAttempts) {
        return plan("{\"us-west-2\": 10000, \"eu-west-1\": 0}", US, maxAttempts, new RegionChoice.OwnOnly());
    }

    private AttemptPlan plan(String shares, String region, int maxAttempts) {
        return plan(shares, region, maxAttempts, new RegionChoice.ByWeight(0x1234_5678_9abc_def0L));
    }

    private AttemptPlan plan(String shares, String region, int maxAttempts, RegionChoice choice) {
        RoutingTable table = new WireJson().readTable("""
                {"schema": 1, "version": {"epoch": 1, "version": 1}, "decidedAt": "2026-11-24T10:00:00Z",
                 "origins": {"default": {"shares": %s, "shed": 0}},
                 "regions": {"us-west-2": {"endpoint": "http://us:8080", "kind": "EDGE", "health": "HEALTHY"},
                             "eu-west-1": {"endpoint": "http://eu:8080", "kind": "EDGE", "health": "HEALTHY"}}}
                """.formatted(shares).getBytes(StandardCharsets.UTF_8));
        EdgePlace place =
                new EdgePlace(new OriginId(US), new RegionId(region), Endpoint.parse("https://api/v1"), Map.of());
        RetrySettings retry = new RetrySettings(Duration.ofSeconds(1), Duration.ofSeconds(30), 2, retryable);
        PlanRules rules = new PlanRules(maxAttempts, retry, null, budget, cooldowns, () -> 0.5);
        return new AttemptPlan(RoutingView.of(table, place, gates), CHAIN, choice, 0, rules);
    }

    private record End(Fault fault, long nanos) {}
}
