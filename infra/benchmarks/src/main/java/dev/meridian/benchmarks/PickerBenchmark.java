package dev.meridian.benchmarks;

import dev.meridian.routing.pick.RegionPicker;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One pick of ten regions, with other random bits each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickerBenchmark {
    private static final int REGIONS = 10;
    private static final long TWO_EXCLUDED = 0b1001;

    private final RegionPicker picker = picker();
    private long random = 1;

    @Benchmark
    public RegionId pick() {
        return picker.pick(bits());
    }

    @Benchmark
    public RegionId pickFor() {
        return picker.pickFor(bits());
    }

    @Benchmark
    public @Nullable RegionId pickExcluding() {
        return picker.pickExcluding(bits(), TWO_EXCLUDED);
    }

    /** Marsaglia's xorshift: a nanosecond. */
    private long bits() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random;
    }

    private static RegionPicker picker() {
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        for (int r = 0; r < REGIONS; r++) {
            shares.put(new RegionId("region-" + r), new BasisPoints(550 + 100 * r));
        }
        return RegionPicker.of(new OriginShares(shares, BasisPoints.ZERO));
    }
}
