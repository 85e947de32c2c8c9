package dev.meridian.routing.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final RegionId US = new RegionId("us-west-2");

    @Test
    void sharesOfAnUnlistedOriginAreTheDefaultOnes() {
        RoutingTable table = table(origins(), regions(2));

        assertThat(table.sharesOf(new OriginId("nowhere"))).isEqualTo(shares(4_000, 6_000));
        assertThat(table.sharesOf(OriginId.DEFAULT).of(EU)).isEqualTo(new BasisPoints(4_000));
        assertThat(table.sharesOf(OriginId.DEFAULT).of(new RegionId("other"))).isEqualTo(BasisPoints.ZERO);
    }

    @Test
    void sayingTheSameIgnoresVersionAndTime() {
        RoutingTable table = table(origins(), regions(2));
        RoutingTable later = new RoutingTable(new TableVersion(7, 8), Instant.MAX, table.origins(), table.regions());

        assertThat(table.saysTheSameAs(later)).isTrue();
        assertThat(table.saysTheSameAs(table(origins(), regions(3)))).isFalse();
    }

    @Test
    void tableCannotBeChangedFromOutside() {
        SortedMap<OriginId, OriginShares> origins = origins();
        RoutingTable table = table(origins, regions(2));
        origins.clear();

        assertThat(table.origins()).hasSize(1);
    }

    @Test
    void illegalTablesAreRefusedByNameAndLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(new TreeMap<>(), regions(2)))
                .withMessage("table has 0 origins, it must have 1 to 1024");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(origins(), regions(65)))
                .withMessage("table has 65 regions, it must have 1 to 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(origins(), regions(1)))
                .withMessage("origin default has a share for region us-west-2, which the table does not list");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        table(new TreeMap<>(Map.of(new OriginId("eu-west-1"), shares(4_000, 6_000))), regions(2)))
                .withMessage("table has no shares for origin default");
    }

    @Test
    void sharesThatDoNotSumToTheWholeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shares(4_000, 5_999))
                .withMessage("shares sum to 9999, they must sum to 10000");
    }

    @Test
    void sharesOfTooManyRegionsAreRefused() {
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        for (int i = 0; i < 65; i++) {
            shares.put(new RegionId("r" + i), i == 0 ? BasisPoints.WHOLE : BasisPoints.ZERO);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginShares(shares, BasisPoints.ZERO))
                .withMessage("shares are of 65 regions, the limit is 64");
    }

    @Test
    void versionsAreOrderedByEpochAndThenByVersion() {
        assertThat(new TableVersion(2, 1).isNewerThan(new TableVersion(1, 9))).isTrue();
        assertThat(new TableVersion(1, 9).isNewerThan(new TableVersion(1, 9))).isFalse();
        assertThat(new TableVersion(1, 10).isNewerThan(new TableVersion(1, 9))).isTrue();
        assertThat(new TableVersion(1, 0).isNewerThan(TableVersion.NONE)).isTrue();
        assertThat(new TableVersion(3, 12)).hasToString("3.12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableVersion(-1, 0))
                .withMessage("table version -1.0 must not be negative");
    }

    private static SortedMap<OriginId, OriginShares> origins() {
        return new TreeMap<>(Map.of(OriginId.DEFAULT, shares(4_000, 6_000)));
    }

    private static OriginShares shares(int eu, int us) {
        return new OriginShares(
                new TreeMap<>(Map.of(EU, new BasisPoints(eu), US, new BasisPoints(us))), BasisPoints.ZERO);
    }

    private static SortedMap<RegionId, RegionRoute> regions(int count) {
        SortedMap<RegionId, RegionRoute> regions = new TreeMap<>();
        RegionRoute route = new RegionRoute(Endpoint.parse("a.test"), RegionKind.EDGE, Health.HEALTHY);
        regions.put(EU, route);
        if (count > 1) {
            regions.put(US, route);
        }
        for (int i = 2; i < count; i++) {
            regions.put(new RegionId("r" + i), route);
        }
        return regions;
    }

    private static RoutingTable table(
            SortedMap<OriginId, OriginShares> origins, SortedMap<RegionId, RegionRoute> regions) {
        return new RoutingTable(new TableVersion(1, 1), Instant.EPOCH, origins, regions);
    }
}
