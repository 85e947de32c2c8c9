package dev.meridian.routing.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SteeringTest {
    private static final RegionId A = new RegionId("a");
    private static final RegionId B = new RegionId("b");
    private static final RegionId C = new RegionId("c");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void whatHasExpiredDoesNotHold() {
        Pin pin = new Pin(new TreeMap<>(Map.of(A, BasisPoints.WHOLE)), "test", "alice", NOON);
        Steering steering = new Steering(
                new Freeze("test", "alice", NOON), new TreeMap<>(Map.of(OriginId.DEFAULT, pin)), SafetyRules.DEFAULTS);

        assertThat(steering.at(NOON.minusMillis(1))).isEqualTo(steering);
        assertThat(steering.isFrozenAt(NOON.minusMillis(1))).isTrue();
        assertThat(steering.at(NOON)).isEqualTo(Steering.NONE);
        assertThat(steering.isFrozenAt(NOON)).isFalse();
    }

    @Test
    void setThatIsBrokenAlreadyKeepsNoOtherRegion() {
        SafetyRules rules = new SafetyRules(1, List.of(new TreeSet<>(List.of(A, B))));

        assertThat(rules.violation(C, Set.of(A, B, C), 1)).isEmpty();
        assertThat(rules.violation(B, Set.of(A, B, C), 1)).contains("[a, b] are never away together");
        assertThat(new SafetyRules(2, List.of()).violation(C, Set.of(C), 1)).contains("at least 2");
    }
}
