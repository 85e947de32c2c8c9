package dev.meridian.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FaultsTest {
    private static final Fault ANY = Status.of(500);

    private final AtomicLong nanos = new AtomicLong();
    private final Faults faults = new Faults(nanos::get);

    private record Asked(
            @Nullable String model, String region, String path, boolean stream, Map<String, String> headers)
            implements Subject {
        @Override
        public @Nullable String header(String name) {
            return headers.get(name);
        }
    }

    private static Asked chat(String model, String region) {
        return new Asked(model, region, "/v1/chat/completions", true, Map.of("x-key", "a"));
    }

    private @Nullable String befalls(Subject subject) {
        Faults.Befallen befallen = faults.befall(subject);
        return befallen == null ? null : befallen.id();
    }

    @Test
    void nothingBefallsWithoutRules() {
        assertThat(befalls(chat("m", "r"))).isNull();
    }

    @Test
    void aRuleBefallsOnlyWhatMatches() {
        faults.add(FaultRule.of(ANY).named("model").model("m1").times(9));
        faults.add(FaultRule.of(ANY).named("region").region("r1"));
        faults.add(FaultRule.of(ANY).named("prefix").path("/v1/mod*"));
        faults.add(FaultRule.of(ANY).named("path").path("/v1/embeddings"));

        assertThat(befalls(chat("m1", "r1"))).isEqualTo("model");
        assertThat(befalls(chat("m2", "r1"))).isEqualTo("region");
        assertThat(befalls(chat("m2", "r2"))).isNull();
        assertThat(befalls(new Asked(null, "r2", "/v1/models", false, Map.of())))
                .isEqualTo("prefix");
        assertThat(befalls(new Asked(null, "r2", "/v1/embeddings", false, Map.of())))
                .isEqualTo("path");
        assertThat(befalls(new Asked(null, "r2", "/v1/embeddings/x", false, Map.of())))
                .isNull();
    }

    @Test
    void aRuleMatchesByStreamAndHeader() {
        faults.add(FaultRule.of(ANY).where(new Match(null, null, null, true, Map.of("x-key", "a"))));

        assertThat(befalls(chat("m", "r"))).isNotNull();
        assertThat(befalls(new Asked("m", "r", "/", true, Map.of("x-key", "b"))))
                .isNull();
        assertThat(befalls(new Asked("m", "r", "/", false, Map.of("x-key", "a"))))
                .isNull();
    }

    @Test
    void aRuleEndsAfterItsTimes() {
        faults.add(FaultRule.of(ANY).times(2));

        assertThat(befalls(chat("m", "r"))).isNotNull();
        assertThat(befalls(chat("m", "r"))).isNotNull();
        assertThat(befalls(chat("m", "r"))).isNull();
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void twoRulesBefallOneRequestAfterTheOther() {
        faults.add(FaultRule.of(ANY).named("first").times(1));
        faults.add(FaultRule.of(ANY).named("second").times(1));

        assertThat(befalls(chat("m", "r"))).isEqualTo("first");
        assertThat(befalls(chat("m", "r"))).isEqualTo("second");
        assertThat(befalls(chat("m", "r"))).isNull();
    }

    @Test
    void aRuleSparesTheRequestsItSkips() {
        faults.add(FaultRule.of(ANY).skip(1).times(1));

        assertThat(befalls(chat("m", "r"))).isNull();
        assertThat(befalls(chat("m", "r"))).isNotNull();
        assertThat(befalls(chat("m", "r"))).isNull();
    }

    @Test
    void aRuleEndsWhenItsTimeIsOver() {
        faults.add(FaultRule.of(ANY).lasting(Duration.ofSeconds(10)));

        nanos.set(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(befalls(chat("m", "r"))).isNotNull();
        nanos.set(Duration.ofSeconds(10).toNanos());
        assertThat(befalls(chat("m", "r"))).isNull();
    }

    @Test
    void aProbabilityIsMetAndTheSameSeedDrawsTheSame() {
        StringBuilder first = drawn(7);

        assertThat(first.chars().filter(c -> c == 'x').count()).as("seed 7").isBetween(2_300L, 2_700L);
        assertThat(drawn(7).toString()).isEqualTo(first.toString());
        assertThat(drawn(8).toString()).isNotEqualTo(first.toString());
    }

    private StringBuilder drawn(long seed) {
        faults.clear();
        faults.add(FaultRule.of(ANY).probability(0.25, seed));
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            drawn.append(befalls(chat("m", "r")) == null ? '.' : 'x');
        }
        return drawn;
    }

    @Test
    void aRuleReplacesTheOneOfItsIdInItsPlace() {
        faults.add(FaultRule.of(ANY).named("a").times(1));
        faults.add(FaultRule.of(ANY).named("b"));
        faults.add(FaultRule.of(Status.of(503)).named("a"));

        assertThat(faults.active()).extracting(Faults.Active::id).containsExactly("a", "b");
        assertThat(Objects.requireNonNull(faults.befall(chat("m", "r"))).faults())
                .containsExactly(Status.of(503));
    }

    @Test
    void rulesAreCountedAndRemoved() {
        String id = faults.add(FaultRule.of(ANY).times(3));
        befalls(chat("m", "r"));

        assertThat(faults.active()).singleElement().satisfies(active -> {
            assertThat(active.hits()).isEqualTo(1);
            assertThat(active.remaining()).isEqualTo(2);
        });
        assertThat(faults.remove(id)).isTrue();
        assertThat(faults.remove(id)).isFalse();
        assertThat(befalls(chat("m", "r"))).isNull();
    }

    @Test
    void moreRulesThanTheLimitAreRefusedUntilSpentOnesMakeRoom() {
        for (int i = 0; i < Faults.MAX_RULES; i++) {
            faults.add(FaultRule.of(ANY).times(1));
        }
        assertThatThrownBy(() -> faults.add(ANY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("256");
        befalls(chat("m", "r"));
        assertThat(faults.add(ANY)).isNotEmpty();
    }

    @Test
    void impossibleRulesAreRefused() {
        assertThatThrownBy(FaultRule::of).hasMessageContaining("1 to 16 faults");
        assertThatThrownBy(() -> FaultRule.of(ANY).times(0)).hasMessageContaining("times");
        assertThatThrownBy(() -> FaultRule.of(ANY).probability(0, 1)).hasMessageContaining("probability");
        assertThatThrownBy(() -> Status.of(99)).hasMessageContaining("200 to 599");
        assertThatThrownBy(() -> new Delay(Duration.ofHours(1), null)).hasMessageContaining("before_head");
    }
}
