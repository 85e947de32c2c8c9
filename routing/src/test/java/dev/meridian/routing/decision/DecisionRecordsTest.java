package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DecisionRecordsTest {
    @Test
    void inputsRefuseBadValuesByNameAndLimit() {
        Inputs good = World.healthy().inputs();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Inputs(0, good.regions(), good.intents(), List.of(), List.of(), List.of(), null))
                .withMessage("epoch 0 must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Inputs(1, new TreeMap<>(), new TreeMap<>(), List.of(), List.of(), List.of(), null))
                .withMessage("0 regions, there must be 1 to 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Inputs(1, good.regions(), new TreeMap<>(), List.of(), List.of(), List.of(), null))
                .withMessage("intents are of [], they must be of [ap-southeast-1, eu-west-1, us-west-2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Received<>("message", Duration.ofNanos(-1)))
                .withMessage("age PT-0.000000001S must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegionState(
                        Health.HEALTHY,
                        World.START,
                        BasisPoints.WHOLE,
                        BasisPoints.WHOLE,
                        World.START,
                        -1,
                        0,
                        World.START,
                        "",
                        Flap.none(World.START),
                        TrafficMemory.none(World.START),
                        BasisPoints.ZERO))
                .withMessage("badCycles -1 and goodCycles 0 must not be negative");
    }
}
