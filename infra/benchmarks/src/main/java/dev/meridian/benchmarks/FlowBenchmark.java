package dev.meridian.benchmarks;

import dev.meridian.routing.flow.Flow;
import dev.meridian.routing.flow.FlowProblem;
import dev.meridian.routing.flow.MinCostFlow;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One flow: with nothing held, and with what was optimal before demand fell by up to a tenth here and there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FlowBenchmark {
    @Param({Size.SMALL, Size.LARGE})
    public String size = Size.SMALL;

    private FlowProblem cold = Problems.cold(Size.parse(Size.SMALL));
    private FlowProblem held = cold;

    /** Makes both problems. */
    @Setup
    public void setUp() {
        cold = Problems.cold(Size.parse(size));
        held = Problems.held(cold, MinCostFlow.solve(cold));
    }

    @Benchmark
    public Flow solveCold() {
        return MinCostFlow.solve(cold);
    }

    @Benchmark
    public Flow solveHeld() {
        return MinCostFlow.solve(held);
    }
}
