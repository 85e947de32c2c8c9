package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CooldownsTest {
    private static final long SECOND = 1_000_000_000;

    private final Cooldowns cooldowns = new Cooldowns();

    @Test
    void laterWordExtendsACooldownAndNeverShortensIt() {
        cooldowns.cool("a", Duration.ofSeconds(10), 0);
        cooldowns.cool("a", Duration.ofSeconds(1), SECOND);
        assertThat(cooldowns.left("a", SECOND)).isEqualTo(9 * SECOND);
        cooldowns.cool("a", Duration.ofSeconds(20), SECOND);
        assertThat(cooldowns.left("a", SECOND)).isEqualTo(20 * SECOND);
        assertThat(cooldowns.left("a", 30 * SECOND)).isZero();
        assertThat(cooldowns.left("b", 0)).isZero();
    }

    @Test
    void anHourIsCutToAMinute() {
        cooldowns.cool("a", Duration.ofHours(1), 0);
        assertThat(cooldowns.left("a", 0)).isEqualTo(60 * SECOND);
    }

    @Test
    void soonestIsTheFirstThatMayBeAskedAgain() {
        cooldowns.cool("a", Duration.ofSeconds(10), 0);
        cooldowns.cool("b", Duration.ofSeconds(4), 0);
        assertThat(cooldowns.soonest(List.of("a", "b"), SECOND)).isEqualTo(3 * SECOND);
        assertThat(cooldowns.count(5 * SECOND)).isOne();
    }
}
