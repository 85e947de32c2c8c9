package dev.meridian.benchmarks;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.policy.PolicySettings;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision from the reports of all. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecisionBenchmark {
    @Param({Size.SMALL, Size.LARGE})
    public String size = Size.SMALL;

    private Inputs inputs = new Installation(Size.parse(Size.SMALL)).steady();
    private Instant now = Instant.EPOCH;

    /** Makes what the decision is made from. */
    @Setup
    public void setUp() {
        Installation installation = new Installation(Size.parse(size));
        inputs = installation.steady();
        now = installation.now();
    }

    @Benchmark
    public Decision decide() {
        return RoutingPolicy.decide(inputs, PolicySettings.DEFAULTS, now);
    }
}
