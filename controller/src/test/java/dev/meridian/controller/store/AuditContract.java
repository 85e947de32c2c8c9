package dev.meridian.controller.store;

import static dev.meridian.controller.store.Samples.NOON;
import static dev.meridian.controller.store.Samples.US;
import static dev.meridian.controller.store.Samples.answer;
import static dev.meridian.controller.store.Samples.drain;
import static dev.meridian.controller.store.Samples.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.audit.AuditCheck;
import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import dev.meridian.routing.intent.RegionIntent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit is one chain, and answers are kept for who asks again. */
interface AuditContract extends OpenStore {
    @Test
    default void everyChangeAndRefusalIsALinkOfOneChainThatSurvives() {
        store().putIntent(US, new RegionIntent(7, true), fact(1));
        store().addDrain(drain("one", US), fact(2));
        store().endDrain("one", "ops", NOON, fact(3));
        reopen();
        store().audit(fact(4));

        List<AuditEntry> entries = store().auditAfter(0, ControlStore.MAX_AUDIT_PAGE);
        assertThat(entries).extracting(AuditEntry::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(entries).extracting(AuditEntry::fact).containsExactly(fact(1), fact(2), fact(3), fact(4));
        AuditCheck check = new AuditCheck();
        assertThat(entries).allSatisfy(entry -> assertThat(check.add(entry)).isNull());
        assertThat(check.end()).isNull();
    }

    @Test
    default void textsThatUtf8CannotSayDoNotBreakTheChain() {
        for (String text : List.of("x\ud800", "\udc00", "nothing \u0000 ends it", "a".repeat(199) + "\ud83d\ude00")) {
            store().audit(new AuditFact(
                    NOON, text, text, text, text, text, text, text, text, AuditFact.Outcome.REFUSED, text));
        }
        reopen();

        AuditCheck check = new AuditCheck();
        assertThat(store().auditAfter(0, 10))
                .hasSize(4)
                .allSatisfy(entry -> assertThat(check.add(entry)).isNull());
    }

    @Test
    default void auditIsReadInPages() {
        for (int i = 1; i <= 5; i++) {
            store().audit(fact(i));
        }

        assertThat(store().auditAfter(2, 2)).extracting(AuditEntry::id).containsExactly(3L, 4L);
        assertThat(store().auditAfter(5, 2)).isEmpty();
    }

    @Test
    default void cutAuditIsStillAChain() {
        for (int i = 1; i <= 5; i++) {
            store().audit(fact(i));
        }

        assertThat(store().cutAudit(NOON.plusSeconds(3), NOON.plusSeconds(9))).isEqualTo(2);
        assertThat(store().cutAudit(NOON.plusSeconds(3), NOON.plusSeconds(9))).isZero();
        reopen();
        store().audit(fact(6));
        List<AuditEntry> entries = store().auditAfter(0, 10);
        assertThat(entries).extracting(AuditEntry::id).containsExactly(3L, 4L, 5L, 6L, 7L);
        AuditCheck check = new AuditCheck();
        assertThat(entries).allSatisfy(entry -> assertThat(check.add(entry)).isNull());
        assertThat(check.end()).isNull();
    }

    @Test
    default void entryWithAnOldClockTakesNoOtherWithIt() {
        for (int number : List.of(1, 5, 2, 6)) {
            store().audit(fact(number));
        }

        assertThat(store().cutAudit(NOON.plusSeconds(4), NOON.plusSeconds(9))).isOne();
        assertThat(store().cutAudit(NOON.plusSeconds(4), NOON.plusSeconds(9))).isZero();
        assertThat(store().auditAfter(0, 10))
                .extracting(entry -> entry.fact().at().getEpochSecond() - NOON.getEpochSecond())
                .containsExactly(5L, 2L, 6L, 9L);
    }

    @Test
    default void cutLeavesTheLatestEntry() {
        store().audit(fact(1));
        assertThat(store().cutAudit(NOON.plusSeconds(3), NOON.plusSeconds(9))).isZero();
        assertThat(store().auditAfter(0, 10)).hasSize(1);
    }

    @Test
    default void changeThatIsNotMadeIsNotTold() {
        store().addDrain(drain("one", US), fact(1));
        store().addDrain(drain("two", US), fact(2));
        store().endDrain("never", "ops", NOON, fact(3));

        assertThat(store().auditAfter(0, 10)).extracting(AuditEntry::fact).containsExactly(fact(1));
    }

    @Test
    default void answersAreTheirCallersAndSurviveForADay() {
        KeptAnswer kept = answer("alice", "key", NOON);
        store().keepAnswer(kept);
        store().keepAnswer(answer("bob", "key", NOON.plusSeconds(1)));
        reopen();

        assertThat(store().answer("alice", "key", NOON.plus(Duration.ofHours(23))))
                .isEqualTo(kept);
        assertThat(store().answer("alice", "other", NOON)).isNull();
        assertThat(store().answer("carol", "key", NOON)).isNull();
        assertThat(store().answer("alice", "key", NOON.plus(Duration.ofHours(24))))
                .isNull();
        KeptAnswer next = answer("alice", "key", NOON.plus(Duration.ofHours(25)));
        store().keepAnswer(next);
        assertThat(store().answer("alice", "key", next.at())).isEqualTo(next);
        assertThat(store().answer("bob", "key", NOON)).as("let go").isNull();
    }

    @Test
    default void largeAnswersAreBoundedInBytesAndTheLatestStay() {
        String half = "é".repeat(ControlStore.MAX_ANSWER_BYTES / 4);
        store().keepAnswer(answer("alice", "small", NOON));
        store().keepAnswer(answer("alice", "one", NOON.plusSeconds(1), half));
        store().keepAnswer(answer("alice", "two", NOON.plusSeconds(2), half));
        assertThat(store().answer("alice", "one", NOON)).as("two fill it").isNotNull();

        store().keepAnswer(answer("alice", "whole", NOON.plusSeconds(3), half.repeat(2)));
        assertThat(store().answer("alice", "two", NOON)).isNull();
        store().keepAnswer(answer("alice", "larger", NOON.plusSeconds(4), half.repeat(3)));
        assertThat(store().answer("alice", "whole", NOON)).isNull();
        assertThat(store().answer("alice", "larger", NOON)).isNotNull();
        assertThat(store().answer("alice", "small", NOON)).as("small ones stay").isNotNull();
    }

    @Test
    default void answersAreBoundedAndTheLatestStay() {
        store().together(() -> {
            for (int i = 0; i < ControlStore.MAX_ANSWERS + 2; i++) {
                store().keepAnswer(answer("alice", "key-" + i, NOON.plusMillis(i)));
            }
            return true;
        });

        assertThat(store().answer("alice", "key-1", NOON)).isNull();
        assertThat(store().answer("alice", "key-2", NOON)).isNotNull();
        assertThat(store().answer("alice", "key-" + (ControlStore.MAX_ANSWERS + 1), NOON))
                .isNotNull();
    }
}
