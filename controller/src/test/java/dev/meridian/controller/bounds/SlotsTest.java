package dev.meridian.controller.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.bounds.Slots.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlotsTest {
    private final Slots slots = new Slots(8, Duration.ZERO);

    @Test
    void oneCallerHasAQuarterAndTheOthersTheRest() {
        assertThat(slots.take("a")).isEqualTo(Turn.TAKEN);
        assertThat(slots.take("a")).isEqualTo(Turn.TAKEN);
        assertThat(slots.take("a")).isEqualTo(Turn.FULL_OF_ONE);
        for (String who : List.of("b", "b", "c", "c", "d", "d")) {
            assertThat(slots.take(who)).as(who).isEqualTo(Turn.TAKEN);
        }

        assertThat(slots.take("e")).isEqualTo(Turn.FULL);
        assertThat(slots.taken()).isEqualTo(8);
        slots.giveBack("a");
        assertThat(slots.take("e")).isEqualTo(Turn.TAKEN);
    }

    @Test
    void callersWithoutACallAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(slots.take("caller " + i % 4)).isEqualTo(Turn.TAKEN);
            slots.giveBack("caller " + i % 4);
        }
        for (int i = 0; i < 20; i++) {
            slots.take("greedy");
        }
        assertThat(slots.callers()).isEqualTo(1);
        slots.giveBack("greedy");
        slots.giveBack("greedy");

        assertThat(slots.callers()).isZero();
        assertThat(slots.taken()).isZero();
    }

    @Test
    void onlySlotMayBeTakenByOne() {
        assertThat(new Slots(1, Duration.ZERO).take("a")).isEqualTo(Turn.TAKEN);
    }
}
