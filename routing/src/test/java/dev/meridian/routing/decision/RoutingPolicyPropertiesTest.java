package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.Seeded;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds of every decision, over stories of ten decisions each. */
class RoutingPolicyPropertiesTest {
    private static final int STORY = 10;

    @Test
    void neverFailsForLegalInputs() {
        Seeded.cases(1_000_000, 10_000, random -> story(random, true, (inputs, settings, decision) -> {}));
    }

    @Test
    void neverFailsWhateverOperatorsHoldOrDemand() {
        Seeded.cases(
                1_500_000,
                10_000,
                random -> steeredStory(random, (inputs, settings, decision) -> {
                    // A controller that leads no more publishes nothing.
                    boolean leads = inputs.epoch() >= decision.table().version().epoch();
                    for (var origin : leads
                            ? decision.table().origins().entrySet()
                            : Set.<Map.Entry<OriginId, OriginShares>>of()) {
                        var demanded = inputs.residency().getOrDefault(origin.getKey(), new TreeSet<>());
                        assertThat(origin.getValue().residency()).isEqualTo(demanded);
                        origin.getValue().shares().forEach((region, share) -> {
                            RegionSpec spec = inputs.regions().get(region);
                            if (share.value() > 0 && spec != null) {
                                assertThat(spec.labels())
                                        .as("labels of %s", region)
                                        .containsAll(demanded);
                            }
                        });
                    }
                }));
    }

    @Test
    void pinnedOriginHasItsPinAndFrozenTableStands() {
        int[] seen = new int[3];
        Seeded.cases(
                1_700_000,
                2_000,
                random -> steeredStory(random, (inputs, settings, decision) -> {
                    Instant at = decision.decidedAt();
                    Decision previous = inputs.previous();
                    var steering = inputs.steering();
                    if (steering.freeze() != null && steering.freeze().isActiveAt(at)) {
                        if (previous != null
                                && inputs.residency().isEmpty()
                                && inputs.regions()
                                        .keySet()
                                        .containsAll(previous.table().regions().keySet())
                                && previous.table().origins().values().stream()
                                        .noneMatch(shares -> shares.shares().isEmpty())) {
                            seen[0]++;
                            decision.table().origins().forEach((origin, shares) -> {
                                OriginShares held = previous.table().sharesOf(origin);
                                assertThat(shares.shares()).isEqualTo(held.shares());
                                assertThat(shares.shed()).isEqualTo(held.shed());
                                seen[2] += held.shed().value() > 0 ? 1 : 0;
                            });
                        }
                    } else if (inputs.residency().isEmpty()) {
                        steering.pins().forEach((origin, pin) -> {
                            OriginShares shares = decision.table().origins().get(origin);
                            if (pin.isActiveAt(at)
                                    && shares != null
                                    && inputs.regions()
                                            .keySet()
                                            .containsAll(pin.shares().keySet())
                                    && inputs.epoch()
                                            >= decision.table().version().epoch()) {
                                seen[1]++;
                                assertThat(shares.shares())
                                        .as(decision.alarms().toString())
                                        .isEqualTo(pin.shares());
                            }
                        });
                    }
                }));
        assertThat(seen[0]).as("frozen decisions").isGreaterThan(50);
        assertThat(seen[1]).as("pinned origins").isGreaterThan(50);
        assertThat(seen[2]).as("frozen while something is shed").isGreaterThan(5);
    }

    @Test
    void sharesOfEveryOriginSumToTheWhole() {
        Seeded.cases(
                2_000_000,
                1_000,
                random -> story(random, true, (inputs, settings, decision) -> {
                    assertThat(decision.table().origins()).containsKey(OriginId.DEFAULT);
                    for (OriginShares shares : decision.table().origins().values()) {
                        assertThat(shares.shares().values().stream()
                                        .mapToInt(BasisPoints::value)
                                        .sum())
                                .isEqualTo(BasisPoints.ONE);
                    }
                }));
    }

    @Test
    void drainedRegionGetsNothingWhileAnyOtherIsLeft() {
        Seeded.cases(
                3_000_000,
                2_000,
                random -> story(random, false, (inputs, settings, decision) -> {
                    boolean left = decision.states().keySet().stream()
                            .anyMatch(region -> weight(inputs, region) > 0 && !is(decision, region, Health.DRAINED));
                    for (RegionId region : decision.states().keySet()) {
                        if (left && is(decision, region, Health.DRAINED)) {
                            assertNothing(decision, region);
                        }
                    }
                }));
    }

    @Test
    void downRegionGetsNothingUnlessEveryUndrainedOneIsDown() {
        Seeded.cases(
                4_000_000,
                2_000,
                random -> story(random, false, (inputs, settings, decision) -> {
                    boolean allDown = undrained(inputs, decision).allMatch(region -> is(decision, region, Health.DOWN));
                    for (RegionId region : decision.states().keySet()) {
                        if (!allDown && is(decision, region, Health.DOWN)) {
                            assertNothing(decision, region);
                        }
                    }
                }));
    }

    @Test
    void everyUndrainedRegionGetsItsWeightsShareWhenAllOfThemAreDown() {
        int[] seen = new int[1];
        Seeded.cases(
                4_500_000,
                4_000,
                random -> story(random, false, (inputs, settings, decision) -> {
                    boolean anyDraining =
                            decision.states().values().stream().anyMatch(state -> state.health() == Health.DRAINING);
                    boolean allDown = undrained(inputs, decision).allMatch(region -> is(decision, region, Health.DOWN));
                    if (allDown
                            && isByWeight(inputs)
                            && !anyDraining
                            && undrained(inputs, decision).findAny().isPresent()) {
                        seen[0]++;
                        int weights = undrained(inputs, decision)
                                .mapToInt(region -> weight(inputs, region))
                                .sum();
                        undrained(inputs, decision)
                                .forEach(region -> assertThat(share(decision, region))
                                        .isBetween(
                                                weight(inputs, region) * BasisPoints.ONE / weights,
                                                weight(inputs, region) * BasisPoints.ONE / weights + 1));
                    }
                }));
        assertThat(seen[0]).as("decisions that failed open").isGreaterThan(50);
    }

    @Test
    void regionThatIsNotEnabledOrHasNoWeightGetsNothing() {
        Seeded.cases(
                5_000_000,
                2_000,
                random -> story(random, false, (inputs, settings, decision) -> {
                    boolean left = undrained(inputs, decision).findAny().isPresent();
                    for (RegionId region : decision.states().keySet()) {
                        if (left && weight(inputs, region) == 0) {
                            assertNothing(decision, region);
                        }
                    }
                }));
    }

    @Test
    void regionWithoutEvidenceIsNotRaisedWhileAnotherCanTakeTheLoad() {
        Seeded.cases(
                6_000_000,
                2_000,
                random -> story(random, false, (inputs, settings, decision) -> {
                    Decision previous = inputs.previous();
                    boolean taker = undrained(inputs, decision)
                            .anyMatch(region ->
                                    !is(decision, region, Health.UNKNOWN) && !is(decision, region, Health.DOWN));
                    int weights = decision.states().keySet().stream()
                            .mapToInt(region -> weight(inputs, region))
                            .sum();
                    for (RegionId region : decision.states().keySet()) {
                        if (previous != null && taker && isByWeight(inputs) && is(decision, region, Health.UNKNOWN)) {
                            int trial = BasisPoints.ONE * weight(inputs, region) / weights + 1;
                            trial = trial * settings.ramp().rampStart() / BasisPoints.ONE;
                            assertThat(share(decision, region))
                                    .isLessThanOrEqualTo(Math.max(trial, share(previous, region)));
                        }
                    }
                }));
    }

    @Test
    void sameInputsGiveTheSameDecisionInWhateverOrderTheyCome() {
        Seeded.cases(7_000_000, 1_000, random -> {
            RandomInputs generator = new RandomInputs(random);
            story(random, true, (inputs, settings, decision) -> {
                Instant at = decision.decidedAt();
                assertThat(RoutingPolicy.decide(inputs, settings, at)).isEqualTo(decision);
                assertThat(RoutingPolicy.decide(generator.shuffled(inputs), settings, at))
                        .isEqualTo(decision);
            });
        });
    }

    @Test
    void versionRisesByOneIfAndOnlyIfTheTableSaysSomethingElse() {
        Seeded.cases(
                8_000_000,
                1_000,
                random -> story(random, true, (inputs, settings, decision) -> {
                    if (inputs.previous() == null) {
                        assertThat(decision.table().version().version()).isEqualTo(1);
                        return;
                    }
                    RoutingTable before = inputs.previous().table();
                    RoutingTable after = decision.table();
                    boolean same = after.saysTheSameAs(before);
                    assertThat(after.version().version() - before.version().version())
                            .isEqualTo(same ? 0 : 1);
                    assertThat(after.version().epoch())
                            .isEqualTo(Math.max(inputs.epoch(), before.version().epoch()));
                    assertThat(same && inputs.epoch() == before.version().epoch())
                            .isEqualTo(same
                                    && after.equals(before)
                                    && inputs.epoch() >= before.version().epoch());
                }));
    }

    @Test
    void everyShareHasAnUnbrokenChainOfReasons() {
        Seeded.cases(
                9_000_000,
                500,
                random -> story(random, true, (inputs, settings, decision) -> {
                    assertThat(decision.reasons().keySet())
                            .isEqualTo(decision.table().origins().keySet());
                    decision.table()
                            .origins()
                            .forEach((origin, shares) -> shares.shares().forEach((region, share) -> {
                                BasisPoints last = BasisPoints.ZERO;
                                for (Reason reason : reasons(decision, origin, region)) {
                                    assertThat(reason.before()).isEqualTo(last);
                                    assertThat(reason.because()).isNotBlank();
                                    last = reason.after();
                                }
                                assertThat(last).isEqualTo(share);
                            }));
                }));
    }

    @Test
    void whateverIsTriedIsNewerThanTheTableOfAllAndNoEdgeIsEverSentBack() {
        Seeded.cases(
                10_000_000,
                1_000,
                random -> triedStory(random, (inputs, settings, decision) -> {
                    Instant at = decision.decidedAt();
                    assertThat(RoutingPolicy.decide(inputs, settings, at)).isEqualTo(decision);
                    @Nullable RoutingTable tried = tried(decision);
                    if (tried != null) {
                        assertThat(tried.version().isNewerThan(decision.table().version()))
                                .isTrue();
                        assertThat(tried.origins().keySet())
                                .isEqualTo(decision.table().origins().keySet());
                    }
                    @Nullable
                    Canary was =
                            inputs.previous() == null ? null : inputs.previous().canary();
                    if (was != null && was.table() != null) {
                        was.edges()
                                .forEach((origin, edge) -> assertThat(
                                                served(decision, origin, edge).version())
                                        .as("table of %s/%s", origin, edge)
                                        .isGreaterThanOrEqualTo(was.table().version()));
                    }
                }));
    }

    private static @Nullable RoutingTable tried(Decision decision) {
        @Nullable Canary canary = decision.canary();
        return canary == null ? null : canary.table();
    }

    private static RoutingTable served(Decision decision, OriginId origin, String edge) {
        @Nullable Canary canary = decision.canary();
        @Nullable RoutingTable tried = canary != null && canary.isTriedOn(origin, edge) ? canary.table() : null;
        return tried == null ? decision.table() : tried;
    }

    private interface Check {
        void check(Inputs inputs, PolicySettings settings, Decision decision);
    }

    /** Ten decisions in a row, with residency, freeze and pins. */
    private static void steeredStory(SplittableRandom random, Check check) {
        story(random, new RandomInputs(random, true), CanarySettings.OFF, true, check);
    }

    /** The same, and large changes meet canaries. */
    private static void triedStory(SplittableRandom random, Check check) {
        CanarySettings canary = new CanarySettings(
                random.nextInt(5_000), Duration.ofSeconds(random.nextInt(1, 20)), Duration.ofSeconds(30), 10);
        story(random, new RandomInputs(random, true), canary, true, check);
    }

    /** Ten decisions in a row, each with new inputs; refused ones are checked only if asked for. */
    private static void story(SplittableRandom random, boolean refusedOnes, Check check) {
        story(random, new RandomInputs(random), CanarySettings.OFF, refusedOnes, check);
    }

    private static void story(
            SplittableRandom random, RandomInputs generator, CanarySettings canary, boolean refusedOnes, Check check) {
        PolicySettings settings = (random.nextBoolean() ? PolicySettings.DEFAULTS : generator.settings()).with(canary);
        Instant now = World.START;
        @Nullable Decision previous = null;
        for (int i = 0; i < STORY; i++) {
            Inputs inputs = generator.next(previous, now);
            Decision decision = RoutingPolicy.decide(inputs, settings, now);
            boolean refused = decision.alarms().stream()
                    .anyMatch(alarm -> alarm.endsWith(" stand") || alarm.endsWith("table stands"));
            if (refusedOnes || !refused) {
                check.check(inputs, settings, decision);
            }
            previous = decision;
            now = generator.later(now);
        }
    }

    private static Stream<RegionId> undrained(Inputs inputs, Decision decision) {
        return inputs.regions().keySet().stream()
                .filter(region -> weight(inputs, region) > 0)
                .filter(region -> !is(decision, region, Health.DRAINED) && !is(decision, region, Health.DRAINING));
    }

    private static int weight(Inputs inputs, RegionId region) {
        var intent = inputs.intents().get(region);
        return intent == null ? 0 : intent.effectiveWeight();
    }

    /** Whether shares follow from weights: no capacity is given. */
    private static boolean isByWeight(Inputs inputs) {
        return inputs.regions().values().stream().allMatch(spec -> spec.capacityRps() == null);
    }

    private static boolean is(Decision decision, RegionId region, Health health) {
        RegionState state = decision.states().get(region);
        return state != null && state.health() == health;
    }

    private static int share(Decision decision, RegionId region) {
        return decision.table().sharesOf(OriginId.DEFAULT).of(region).value();
    }

    private static void assertNothing(Decision decision, RegionId region) {
        decision.table()
                .origins()
                .forEach((origin, shares) -> assertThat(shares.of(region))
                        .as("share of %s from %s", region, origin)
                        .isEqualTo(BasisPoints.ZERO));
    }

    private static List<Reason> reasons(Decision decision, OriginId origin, RegionId region) {
        var ofOrigin = decision.reasons().get(origin);
        List<Reason> reasons = ofOrigin == null ? null : ofOrigin.get(region);
        if (reasons == null) {
            throw new AssertionError("no reasons for " + region + " from " + origin);
        }
        return reasons;
    }
}
