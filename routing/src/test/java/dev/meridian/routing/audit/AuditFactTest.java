package dev.meridian.routing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AuditFactTest {
    private static final String FACE = "\ud83d\ude00";

    @Test
    void longTextsAreCut() {
        AuditFact fact = fact("a".repeat(5_000), "b".repeat(5_000));

        assertThat(fact.target()).isEqualTo("a".repeat(AuditFact.MAX_NAME));
        assertThat(fact.reason()).isEqualTo("b".repeat(AuditFact.MAX_TEXT));
    }

    @Test
    void textIsCutBetweenCharacters() {
        String before = "a".repeat(AuditFact.MAX_NAME - 1);

        assertThat(fact(before + FACE + "b", null).target()).isEqualTo(before);
        assertThat(fact(before.substring(1) + FACE + "b", null).target()).isEqualTo(before.substring(1) + FACE);
    }

    @Test
    void textIsWhatAStoreOfUtf8GivesBack() {
        for (String text : List.of("x\ud800", "\udc00x", "x\ud83d\ud83d\ude00\ude00", "x\u0000 \u00fc \ud83d\ude00")) {
            AuditFact fact = fact(text, text);
            String stored = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

            assertThat(fact.target()).isEqualTo(stored);
            assertThat(fact.reason()).isEqualTo(stored);
            assertThat(fact(stored, stored)).isEqualTo(fact);
        }
    }

    private static AuditFact fact(String target, @Nullable String reason) {
        return new AuditFact(
                Instant.EPOCH,
                "ops",
                "operator",
                "intent.set",
                target,
                null,
                "x",
                reason,
                "id",
                AuditFact.Outcome.DONE,
                null);
    }
}
