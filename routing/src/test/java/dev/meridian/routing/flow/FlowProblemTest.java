package dev.meridian.routing.flow;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowProblemTest {
    private static final List<List<Segment>> REGIONS =
            List.of(List.of(new Segment(10, 0)), List.of(new Segment(10, 0)));
    private static final long[][] COST = {{1, 2}};

    @Test
    void refusesTooManyOrigins() {
        refused("1025 origins, there must be at most 1024", () -> problem(new long[1_025], new long[1_025][2], null));
    }

    @Test
    void refusesNoRegionsAndTooMany() {
        refused("0 regions, there must be 1 to 64", () -> regions(List.of()));
        refused("65 regions, there must be 1 to 64", () -> regions(Collections.nCopies(65, REGIONS.getFirst())));
    }

    @Test
    void refusesDemandBelowZeroOrTooLargeInAll() {
        refused(
                "demand at 0 is -1, it must be at least 0 and all must sum to at most 1000000000",
                () -> problem(new long[] {-1}, COST, null));
        refused(
                "demand at 1 is 1, it must be at least 0 and all must sum to at most 1000000000",
                () -> problem(new long[] {FlowProblem.MAX_UNITS, 1}, new long[2][2], null));
    }

    @Test
    void refusesCostsOutOfRange() {
        refused(
                "cost of origin 0 and region 1 is -1, it must be 0 to 100000000",
                () -> problem(new long[1], new long[][] {{0, -1}}, null));
        refused(
                "cost of origin 0 and region 0 is 100000001, it must be 0 to 100000000",
                () -> problem(new long[1], new long[][] {{100_000_001, 0}}, null));
    }

    @Test
    void refusesCostsOfAnotherShape() {
        refused("cost has 2 rows, it must have 1", () -> problem(new long[1], new long[2][2], null));
        refused("cost of origin 0 has 3 regions, it must have 2", () -> problem(new long[1], new long[1][3], null));
    }

    @Test
    void refusesHeldFlowsOfAnotherShapeOrOutOfRange() {
        refused("held has 2 rows, it must have 1", () -> problem(new long[1], COST, new long[2][2]));
        refused("held of origin 0 has 1 regions, it must have 2", () -> problem(new long[1], COST, new long[1][1]));
        refused(
                "held of origin 0 at 1 is 1, it must be at least 0 and all must sum to at most 1000000000",
                () -> problem(new long[1], COST, new long[][] {{FlowProblem.MAX_UNITS, 1}}));
    }

    @Test
    void refusesChurnAndShedCostOutOfRange() {
        refused(
                "churn is -1, it must be 0 to 100000000",
                () -> new FlowProblem(new long[1], COST, null, -1, REGIONS, 0));
        refused(
                "shed cost is 100000001, it must be 0 to 100000000",
                () -> new FlowProblem(new long[1], COST, null, 0, REGIONS, 100_000_001));
    }

    @Test
    void refusesSegmentsOutOfRange() {
        refused("segment size -1 must be at least 0", () -> new Segment(-1, 0));
        refused("segment price -1 must be 0 to 100000000", () -> new Segment(1, -1));
    }

    @Test
    void refusesPricesThatFall() {
        refused(
                "prices of region 1 fall from 5 to 4, they must not fall",
                () -> regions(List.of(REGIONS.getFirst(), List.of(new Segment(1, 5), new Segment(1, 4)))));
    }

    @Test
    void refusesCapacitiesOfAnotherNumberOrBelowZero() {
        refused("1 capacities, there must be 2", () -> capacity(5));
        refused("capacity of region 1 is -1, it must be at least 0", () -> capacity(5, -1));
    }

    @Test
    void takesSizesThatAddUpToMoreThanALong() {
        Segment endless = new Segment(Long.MAX_VALUE, 1);
        assertDoesNotThrow(() -> regions(List.of(List.of(endless, endless), List.of(endless))));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    private static FlowProblem problem(long[] demand, long[][] cost, long @Nullable [][] held) {
        return new FlowProblem(demand, cost, held, 0, REGIONS, 100);
    }

    private static FlowProblem regions(List<List<Segment>> regions) {
        return new FlowProblem(new long[1], new long[1][regions.size()], null, 0, regions, 100);
    }

    private static FlowProblem capacity(long... capacity) {
        return new FlowProblem(new long[1], COST, COST, 0, REGIONS, 100, capacity);
    }
}
