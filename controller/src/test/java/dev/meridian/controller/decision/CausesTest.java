package dev.meridian.controller.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.decision.Decision;
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
import org.junit.jupiter.api.Test;

class CausesTest {
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final RegionId US = new RegionId("us-west-2");

    @Test
    void asManyLinesAsFitAreShownAndTheRestIsCounted() {
        List<String> ten = Causes.of(decision(5, 0, Health.HEALTHY), decision(5, 100, Health.HEALTHY));
        assertThat(ten).hasSize(10).allMatch(line -> line.startsWith("share of "));

        List<String> many = Causes.of(decision(20, 0, Health.HEALTHY), decision(20, 100, Health.DOWN));
        assertThat(many).hasSize(10);
        assertThat(many.getFirst()).isEqualTo("region eu-west-1 HEALTHY -> DOWN");
        assertThat(many.getLast())
                .as("1 region and 40 shares, of which 9 are shown")
                .isEqualTo("and 32 more changes");
    }

    /** So many origins with two shares each. */
    private static Decision decision(int origins, int moved, Health health) {
        SortedMap<RegionId, BasisPoints> shares =
                new TreeMap<>(Map.of(EU, new BasisPoints(5_000 - moved), US, new BasisPoints(5_000 + moved)));
        SortedMap<OriginId, OriginShares> all = new TreeMap<>();
        all.put(OriginId.DEFAULT, new OriginShares(shares, BasisPoints.ZERO));
        for (int i = 1; i < origins; i++) {
            all.put(new OriginId("edge-" + i), new OriginShares(shares, BasisPoints.ZERO));
        }
        RoutingTable table = new RoutingTable(
                new TableVersion(1, 1 + moved),
                Instant.EPOCH,
                all,
                new TreeMap<>(Map.of(EU, route(health), US, route(Health.HEALTHY))));
        return new Decision(
                Instant.EPOCH, table, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
    }

    private static RegionRoute route(Health health) {
        return new RegionRoute(Endpoint.parse("region.example"), RegionKind.EDGE, health);
    }
}
