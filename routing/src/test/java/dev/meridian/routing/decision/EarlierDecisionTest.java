package dev.meridian.routing.decision;

import static dev.meridian.routing.decision.World.EU;
import static dev.meridian.routing.decision.World.US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A clock that is set back goes on with what was decided by the clock before. */
class EarlierDecisionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void everyTimeIsEarlierAndNothingElseIsOtherwise() throws ReflectiveOperationException {
        Decision decision = eventful();
        Decision earlier = decision.earlier(MONTH);

        assertThat(times(decision)).hasSizeGreaterThan(20);
        assertThat(times(earlier))
                .containsExactlyElementsOf(
                        times(decision).stream().map(time -> time.minus(MONTH)).toList());
        assertThat(earlier.table()).isEqualTo(decision.table());
        assertThat(earlier.earlier(MONTH.negated())).isEqualTo(decision);
    }

    @Test
    void nextDecisionIsTheSameAsIfTheClockHadNotBeenWrong() {
        World world = recovering();
        assertThat(world.health(EU)).isEqualTo(Health.RECOVERING);
        Decision before = world.decide();
        Decision next = world.after(Duration.ofSeconds(30));

        world.last = before.earlier(MONTH);
        world.now = before.decidedAt().minus(MONTH);
        Decision after = world.after(Duration.ofSeconds(30));
        assertThat(after.states()).isEqualTo(next.earlier(MONTH).states());
        assertThat(after.table().origins()).isEqualTo(next.table().origins());
    }

    /** A region that was ejected and comes back, with live traffic. */
    private static World recovering() {
        World world = World.steady().demand(OriginId.of(US), 100);
        world.cycles(2);
        world.kill(EU).cycles(4);
        world.revive(EU);
        for (int cycle = 0; cycle < 60 && world.health(EU) != Health.RECOVERING; cycle++) {
            world.cycles(1);
        }
        return world;
    }

    private static Decision eventful() {
        Decision decision = recovering().decide();
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> none = new TreeMap<>();
        Instant since = decision.decidedAt().minusSeconds(3);
        Canary held = Canary.waiting(since, since.plusSeconds(30), new BasisPoints(3_000), none, none, new TreeMap<>());
        return new Decision(
                decision.decidedAt(),
                decision.table(),
                suppressed(decision.states()),
                decision.origins(),
                decision.loads(),
                decision.reasons(),
                decision.alarms(),
                held,
                List.of(held.until(since.plusSeconds(60))));
    }

    private static SortedMap<RegionId, RegionState> suppressed(SortedMap<RegionId, RegionState> states) {
        SortedMap<RegionId, RegionState> others = new TreeMap<>(states);
        others.computeIfPresent(
                EU,
                (region, state) -> new RegionState(
                        state.health(),
                        state.since(),
                        state.score(),
                        state.dial(),
                        state.movedAt(),
                        state.badCycles(),
                        state.goodCycles(),
                        state.countedAt(),
                        state.because(),
                        new Flap(1, state.since(), state.since()),
                        state.traffic(),
                        state.part()));
        return others;
    }

    /** All times that a value holds, but for those of tables. */
    private static List<Instant> times(@Nullable Object value) throws ReflectiveOperationException {
        List<Instant> times = new ArrayList<>();
        switch (value) {
            case null -> {}
            case Instant time -> times.add(time);
            case RoutingTable _ -> {}
            case Map<?, ?> map -> {
                for (Object each : map.values()) {
                    times.addAll(times(each));
                }
            }
            case List<?> list -> {
                for (Object each : list) {
                    times.addAll(times(each));
                }
            }
            case Record one -> {
                for (RecordComponent component : one.getClass().getRecordComponents()) {
                    var accessor = Objects.requireNonNull(component.getAccessor());
                    accessor.setAccessible(true);
                    times.addAll(times(accessor.invoke(one)));
                }
            }
            default -> {}
        }
        return times;
    }
}
