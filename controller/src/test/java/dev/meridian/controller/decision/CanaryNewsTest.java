package dev.meridian.controller.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.decision.Canary;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Watch;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two changes, of which the one is held when the other one was taken back or waits. */
class CanaryNewsTest {
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final Canary FIRST = canary(1, "edge-0", null);
    private static final Canary FIRST_BACK = canary(1, "edge-0", "it fares worse");
    private static final Canary SECOND = canary(2, "edge-1", null);
    private static final Canary SECOND_WAITS = canary(2, null, null);

    @Test
    void whatIsTakenBackIsToldThoughWhatWaitedIsTriedInTheSameDecision() {
        Decision before = decision(FIRST, SECOND_WAITS);
        Decision after = decision(SECOND, FIRST_BACK);

        assertThat(CanaryNews.withdrawn(before, after)).contains("was taken back: it fares worse");
        assertThat(CanaryNews.end(before, after)).contains("was taken back: it fares worse");
        assertThat(CanaryNews.withdrawn(after, after)).isNull();
    }

    @Test
    void whatWasTakenBackBeforeIsNotToldAgainWhereAnotherTrialEnds() {
        Decision before = decision(SECOND, FIRST_BACK);
        Decision after = decision(FIRST_BACK);

        assertThat(CanaryNews.withdrawn(before, after)).isNull();
        assertThat(CanaryNews.end(before, after)).contains("is tried no longer");
    }

    @Test
    void trialEndsWhereTheNextOneBegins() {
        assertThat(CanaryNews.end(decision(FIRST, SECOND_WAITS), decision(SECOND)))
                .contains("is tried no longer");
        assertThat(CanaryNews.end(decision(FIRST), decision(FIRST, SECOND_WAITS)))
                .isNull();
        assertThat(CanaryNews.end(decision(SECOND_WAITS), decision()))
                .as("it was not tried yet")
                .isNull();
    }

    @Test
    void allThatIsHeldIsStored() {
        Wire wire = new Wire();
        Decision held = decision(SECOND, FIRST_BACK);
        assertThat(wire.readDecision(wire.writeDecision(held))).isEqualTo(held);

        String older = wire.writeDecision(decision()).replace(",\"alsoHeld\":[]", "");
        assertThat(older).doesNotContain("alsoHeld");
        assertThat(wire.readDecision(older)).isEqualTo(decision());
    }

    private static Decision decision(Canary... held) {
        SortedMap<OriginId, OriginShares> origins = new TreeMap<>();
        origins.put(OriginId.DEFAULT, new OriginShares(shares(), BasisPoints.ZERO));
        RegionRoute route = new RegionRoute(Endpoint.parse("region.example"), RegionKind.EDGE, Health.HEALTHY);
        RoutingTable table =
                new RoutingTable(new TableVersion(1, 1), Instant.EPOCH, origins, new TreeMap<>(Map.of(EU, route)));
        List<Canary> all = List.of(held);
        return new Decision(
                Instant.EPOCH,
                table,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                all.isEmpty() ? null : all.getFirst(),
                all.isEmpty() ? all : all.subList(1, all.size()));
    }

    private static Canary canary(int second, @Nullable String edge, @Nullable String withdrawn) {
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares = new TreeMap<>();
        shares.put(OriginId.DEFAULT, shares());
        SortedMap<OriginId, String> edges = new TreeMap<>();
        if (edge != null) {
            edges.put(OriginId.DEFAULT, edge);
        }
        return new Canary(
                Instant.ofEpochSecond(second),
                Instant.ofEpochSecond(30),
                new BasisPoints(3_000),
                shares,
                shares,
                edges,
                shares(),
                new Watch(new TableVersion(1, 1), new TableVersion(1, 2), new TreeMap<>()),
                new TreeMap<>(),
                withdrawn,
                null);
    }

    private static SortedMap<RegionId, BasisPoints> shares() {
        return new TreeMap<>(Map.of(EU, BasisPoints.WHOLE));
    }
}
