package dev.meridian.controller.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.store.MemoryControlStore;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
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
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a former table's shares come to as pins. */
final class PinsOfTablesTest {
    private static final RegionId US = new RegionId("us-west-2");
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final RegionId GONE = new RegionId("gone");
    private static final OriginId PARIS = new OriginId("paris");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Label LABEL = new Label("eu");
    private static final HoldRequest REQUEST = new HoldRequest("bad weights", NOON.plusSeconds(600));

    private final Holds holds = holds();

    @Test
    void regionThatIsGoneIsNamedAndRefused() {
        assertThatThrownBy(() -> holds.pinsOf(table(Map.of(GONE, 1, US, 9_999)), REQUEST, "alice"))
                .isInstanceOf(Refused.class)
                .hasMessage("table 3.7 has a share of origin default for region gone, which is gone");
    }

    @Test
    void sharesOfNothingAreLeftOut() {
        SortedMap<OriginId, Pin> pins = holds.pinsOf(table(Map.of(GONE, 0, EU, 0, US, 10_000)), REQUEST, "alice");

        assertThat(pins).containsOnlyKeys(OriginId.DEFAULT);
        assertThat(pins.firstEntry().getValue())
                .isEqualTo(new Pin(
                        new TreeMap<>(Map.of(US, BasisPoints.WHOLE)), "bad weights", "alice", REQUEST.expiresAt()));
    }

    @Test
    void shareThatResidencyForbidsNowIsRefused() {
        SortedMap<OriginId, Pin> pins = new TreeMap<>(Map.of(
                PARIS, new Pin(new TreeMap<>(Map.of(US, BasisPoints.WHOLE)), "x", "alice", NOON.plusSeconds(9))));

        assertThatThrownBy(() -> holds.check(pins, Objections.listed()))
                .isInstanceOf(Refused.class)
                .hasMessage("origin paris demands labels [eu], which region us-west-2 does not carry");
    }

    /** Its origin paris was refused everything, as no region carried its labels. */
    private static RoutingTable table(Map<RegionId, Integer> shares) {
        SortedMap<RegionId, BasisPoints> ofDefault = new TreeMap<>();
        SortedMap<RegionId, RegionRoute> routes = new TreeMap<>();
        shares.forEach((region, share) -> {
            ofDefault.put(region, new BasisPoints(share));
            routes.put(region, new RegionRoute(Endpoint.parse(region + ".example"), RegionKind.EDGE, Health.HEALTHY));
        });
        return new RoutingTable(
                new TableVersion(3, 7),
                NOON,
                new TreeMap<>(Map.of(
                        OriginId.DEFAULT,
                        new OriginShares(ofDefault, BasisPoints.ZERO),
                        PARIS,
                        new OriginShares(new TreeMap<>(), BasisPoints.ZERO, new TreeSet<>(List.of(LABEL))))),
                routes);
    }

    private static Holds holds() {
        TreeMap<RegionId, RegionSpec> specs = new TreeMap<>();
        TreeMap<RegionId, RegionIntent> defaults = new TreeMap<>();
        for (RegionId region : List.of(US, EU)) {
            specs.put(region, new RegionSpec(Endpoint.parse(region + ".example"), RegionKind.EDGE));
            defaults.put(region, new RegionIntent(100, true));
        }
        Regions regions = new Regions(specs, defaults, new TreeMap<>(Map.of(PARIS, new TreeSet<>(List.of(LABEL)))));
        MemoryControlStore store = new MemoryControlStore(new MemoryControlStore.Disk());
        return new Holds(regions, new Intents(regions, store, () -> NOON, () -> {}), store, () -> NOON);
    }
}
