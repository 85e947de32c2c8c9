package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.table.BasisPoints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {
    @ParameterizedTest
    @EnumSource(names = {"DRAINING", "RECOVERING"})
    void regionWhoseLastCycleWasNeitherGoodNorBadHasBeenSeen(Health covered) {
        assertThat(Diagnosis.in(state(covered, "agents 3/3 ready")).health()).isEqualTo(Health.HEALTHY);
    }

    @ParameterizedTest
    @EnumSource(names = {"DRAINING", "RECOVERING"})
    void regionOfWhichNoCycleWasEverCountedHasNot(Health covered) {
        String because = Diagnosis.initial(World.START).because();

        assertThat(Diagnosis.in(state(covered, because)).health()).isEqualTo(Health.UNKNOWN);
    }

    private static RegionState state(Health health, String because) {
        return new RegionState(
                health, World.START, BasisPoints.WHOLE, new BasisPoints(5_000), 0, 0, World.START, because);
    }
}
