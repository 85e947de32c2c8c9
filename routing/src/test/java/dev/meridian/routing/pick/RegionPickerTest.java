package dev.meridian.routing.pick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.Seeded;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegionPickerTest {
    private static final RegionId AP = new RegionId("ap-southeast-1");
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final RegionId US = new RegionId("us-west-2");
    private static final int DRAWS = 1_000_000;

    @Test
    void millionDrawsAreWithinHalfAPointOfTheShares() {
        Seeded.cases(1, 5, random -> {
            OriginShares shares = shares(random);
            RegionPicker picker = RegionPicker.of(shares);
            assertDrawsFollow(shares, random, picker::pick);
        });
    }

    @Test
    void millionAffinityKeysAreWithinHalfAPointOfTheShares() {
        Seeded.cases(2, 5, random -> {
            OriginShares shares = shares(random);
            RegionPicker picker = RegionPicker.of(shares);
            assertDrawsFollow(shares, random, picker::pickFor);
        });
    }

    @Test
    void textKeysAreSpreadByTheSharesToo() {
        OriginShares shares = shares(2858, 3571, 3571);
        RegionPicker picker = RegionPicker.of(shares);
        int[] count = new int[1];
        assertDrawsFollow(
                shares, new SplittableRandom(3), ignored -> picker.pickFor(RegionPicker.hash("user-" + count[0]++)));
    }

    @Test
    void sameKeyGoesToTheSameRegionInEveryPickerOfTheShares() {
        Seeded.cases(4, 50, random -> {
            OriginShares shares = shares(random);
            RegionPicker one = RegionPicker.of(shares);
            RegionPicker other = RegionPicker.of(shares);
            for (int i = 0; i < 100; i++) {
                long key = random.nextLong();
                assertThat(one.pickFor(key)).isEqualTo(other.pickFor(key));
            }
        });
    }

    @Test
    void regionWithoutAShareIsNeverPicked() {
        RegionPicker picker = RegionPicker.of(shares(0, 1, 9999));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < DRAWS; i++) {
            assertThat(picker.pick(random.nextLong())).isNotEqualTo(AP);
            assertThat(picker.pickFor(random.nextLong())).isNotEqualTo(AP);
        }
    }

    @Test
    void smallestAndLargestRandomsPickTheFirstAndTheLastShare() {
        RegionPicker picker = RegionPicker.of(shares(1, 9998, 1));

        assertThat(picker.pick(0)).isEqualTo(AP);
        assertThat(picker.pick(-1)).isEqualTo(US);
    }

    @Test
    void exclusionKeepsOtherPicksAndSpreadsTheRestByTheirShares() {
        Seeded.cases(6, 5, random -> {
            OriginShares shares = shares(random);
            RegionPicker picker = RegionPicker.of(shares);
            int excluded = random.nextInt(picker.size());
            if (shares.of(picker.region(excluded)).value() > 9_000) {
                return;
            }
            long mask = 1L << excluded;
            for (int i = 0; i < 10_000; i++) {
                long bits = random.nextLong();
                if (!picker.pick(bits).equals(picker.region(excluded))) {
                    assertThat(picker.pickExcluding(bits, mask)).isEqualTo(picker.pick(bits));
                }
                if (!picker.pickFor(bits).equals(picker.region(excluded))) {
                    assertThat(picker.pickForExcluding(bits, mask)).isEqualTo(picker.pickFor(bits));
                }
            }
            OriginShares left = without(shares, picker.region(excluded));
            assertDrawsFollow(left, random, bits -> orFail(picker.pickExcluding(bits, mask)));
        });
    }

    @Test
    void excludedRegionsKeysSpreadOverTheOthers() {
        RegionPicker picker = RegionPicker.of(shares(2858, 3571, 3571));
        long mask = 1L << picker.indexOf(EU);
        SplittableRandom random = new SplittableRandom(7);
        int[] counts = new int[3];
        for (int i = 0; i < DRAWS; i++) {
            counts[picker.indexOf(orFail(picker.pickForExcluding(random.nextLong(), mask)))]++;
        }

        assertThat(counts[picker.indexOf(EU)]).isZero();
        // Luck with a bucket's second best is not evened out, so this bound is wider.
        assertThat(100.0 * counts[picker.indexOf(US)] / DRAWS).isCloseTo(55.55, within(1.5));
    }

    @Test
    void excludingEverythingLeavesNothing() {
        RegionPicker picker = RegionPicker.of(shares(2858, 3571, 3571));

        assertThat(picker.pickExcluding(42, 0b111)).isNull();
        assertThat(picker.pickForExcluding(42, 0b111)).isNull();
        assertThat(picker.pickExcluding(42, -1)).isNull();
    }

    @Test
    void regionsWithoutAShareAreTheLastResortByHealth() {
        Map<String, Health> healths = Map.of(
                "a-down", Health.DOWN,
                "b-healthy", Health.HEALTHY,
                "c-unknown", Health.UNKNOWN,
                "d-healthy", Health.HEALTHY,
                "e-drained", Health.DRAINED,
                "f-recovering", Health.RECOVERING,
                "g-draining", Health.DRAINING,
                "h-degraded", Health.DEGRADED,
                "i-share", Health.HEALTHY);
        RegionPicker picker = RegionPicker.of(table(healths, "i-share"), new OriginId("anywhere"));
        long mask = 0;
        StringBuilder order = new StringBuilder();
        for (RegionId next = picker.pickExcluding(42, mask); next != null; next = picker.pickExcluding(42, mask)) {
            assertThat(picker.pickForExcluding(42, mask)).isEqualTo(next);
            order.append(next).append(' ');
            mask |= 1L << picker.indexOf(next);
        }

        assertThat(order.toString().trim())
                .isIn(
                        "i-share b-healthy d-healthy h-degraded f-recovering c-unknown a-down",
                        "i-share d-healthy b-healthy h-degraded f-recovering c-unknown a-down");
    }

    @Test
    void lastResortsOfEqualHealthShareTheLoadEvenly() {
        Map<String, Health> healths = Map.of(
                "a-share",
                Health.HEALTHY,
                "b",
                Health.HEALTHY,
                "c",
                Health.HEALTHY,
                "d",
                Health.HEALTHY,
                "e",
                Health.DOWN);
        RegionPicker picker = RegionPicker.of(table(healths, "a-share"), new OriginId("anywhere"));
        SplittableRandom random = new SplittableRandom(7);
        Map<RegionId, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 30_000; i++) {
            counts.merge(picker.pickExcluding(random.nextLong(), 1), 1, Integer::sum);
        }

        assertThat(counts.keySet()).containsExactly(new RegionId("b"), new RegionId("c"), new RegionId("d"));
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }

    @Test
    void indexesAreThoseOfTheNamesInOrder() {
        RegionPicker picker = RegionPicker.of(shares(2858, 3571, 3571));

        assertThat(picker.size()).isEqualTo(3);
        assertThat(picker.indexOf(AP)).isZero();
        assertThat(picker.region(1)).isEqualTo(EU);
        assertThat(picker.indexOf(new RegionId("elsewhere"))).isEqualTo(-1);
        assertThat(picker.indexOf(new RegionId("zz"))).isEqualTo(-1);
    }

    private static void assertDrawsFollow(OriginShares shares, SplittableRandom random, LongFunction<RegionId> pick) {
        RegionPicker indexes = RegionPicker.of(shares);
        int[] counts = new int[indexes.size()];
        for (int i = 0; i < DRAWS; i++) {
            counts[indexes.indexOf(pick.apply(random.nextLong()))]++;
        }
        for (int i = 0; i < counts.length; i++) {
            assertThat(100.0 * counts[i] / DRAWS)
                    .as("percent of %s", indexes.region(i))
                    .isCloseTo(shares.of(indexes.region(i)).value() / 100.0, within(0.5));
        }
    }

    static OriginShares shares(int ap, int eu, int us) {
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        shares.put(AP, new BasisPoints(ap));
        shares.put(EU, new BasisPoints(eu));
        shares.put(US, new BasisPoints(us));
        return new OriginShares(shares, BasisPoints.ZERO);
    }

    @Test
    void nothingIsPickedWhereNoRegionIsLegal() {
        SortedMap<RegionId, RegionRoute> regions = new TreeMap<>();
        for (String name : List.of("a", "b")) {
            regions.put(
                    new RegionId(name),
                    new RegionRoute(Endpoint.parse(name + ".test"), RegionKind.EDGE, Health.HEALTHY));
        }
        OriginShares none =
                new OriginShares(new TreeMap<>(), BasisPoints.ZERO, new TreeSet<>(List.of(new Label("eu"))));
        SortedMap<OriginId, OriginShares> origins = new TreeMap<>(Map.of(OriginId.DEFAULT, none));
        RegionPicker picker = RegionPicker.of(
                new RoutingTable(new TableVersion(1, 1), Instant.EPOCH, origins, regions), OriginId.DEFAULT);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            assertThat(picker.pickExcluding(random.nextLong(), 0)).isNull();
            assertThat(picker.pickForExcluding(random.nextLong(), 0)).isNull();
        }
    }

    /** Shares of 2 to 12 regions with random names. */
    private static OriginShares shares(SplittableRandom random) {
        int size = random.nextInt(2, 13);
        int left = BasisPoints.ONE;
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            int share = i == size - 1 ? left : random.nextInt(left / (size - i) * 2 + 1);
            left -= share;
            shares.put(
                    new RegionId("r" + i + "-" + Long.toString(random.nextLong() >>> 1, 36)), new BasisPoints(share));
        }
        return new OriginShares(shares, BasisPoints.ZERO);
    }

    private static OriginShares without(OriginShares shares, RegionId region) {
        SortedMap<RegionId, BasisPoints> left = new TreeMap<>();
        int rest = BasisPoints.ONE - shares.of(region).value();
        int given = 0;
        for (Map.Entry<RegionId, BasisPoints> share : shares.shares().entrySet()) {
            boolean gone = share.getKey().equals(region);
            int scaled = gone ? 0 : share.getValue().value() * BasisPoints.ONE / rest;
            left.put(share.getKey(), new BasisPoints(scaled));
            given += scaled;
        }
        RegionId largest = left.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        left.put(
                largest,
                new BasisPoints(left.getOrDefault(largest, BasisPoints.ZERO).value() + BasisPoints.ONE - given));
        return new OriginShares(left, BasisPoints.ZERO);
    }

    private static RoutingTable table(Map<String, Health> healths, String only) {
        SortedMap<RegionId, RegionRoute> regions = new TreeMap<>();
        healths.forEach((name, health) -> regions.put(
                new RegionId(name), new RegionRoute(Endpoint.parse(name + ".test"), RegionKind.EDGE, health)));
        SortedMap<OriginId, OriginShares> origins = new TreeMap<>();
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>(Map.of(new RegionId(only), BasisPoints.WHOLE));
        origins.put(OriginId.DEFAULT, new OriginShares(shares, BasisPoints.ZERO));
        return new RoutingTable(new TableVersion(1, 1), Instant.EPOCH, origins, regions);
    }

    private static RegionId orFail(@Nullable RegionId region) {
        if (region == null) {
            throw new AssertionError("nothing was picked");
        }
        return region;
    }
}
