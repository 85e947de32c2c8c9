package dev.meridian.routing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AuditCheckTest {
    private final List<AuditEntry> chain = new ArrayList<>();

    @Test
    void wholeChainFits() {
        add(5);
        assertThat(firstWrong()).isNull();
    }

    @Test
    void emptyChainFits() {
        assertThat(firstWrong()).isNull();
    }

    @Test
    void changedEntryIsNamed() {
        add(5);
        AuditEntry third = chain.get(2);
        chain.set(2, new AuditEntry(third.id(), fact("drain.end", "other"), third.previous(), third.hash()));

        assertThat(firstWrong()).startsWith("entry 3 was changed");
    }

    @Test
    void changedEntryWithAHashOfItsOwnBreaksTheNextOne() {
        add(5);
        chain.set(2, AuditEntry.next(3, chain.get(2).previous(), fact("drain.end", "other")));

        assertThat(firstWrong()).startsWith("entry 4 does not follow");
    }

    @Test
    void missingEntryIsNoticed() {
        add(5);
        chain.remove(2);

        assertThat(firstWrong()).isEqualTo("entry 4 follows 2: what was between is missing");
    }

    @Test
    void missingBeginningIsNoticed() {
        add(5);
        chain.removeFirst();

        assertThat(firstWrong()).isEqualTo("the entries up to 1 are missing, and no entry cuts them");
    }

    @Test
    void beginningThatAnEntryCutsFits() {
        add(5);
        chain.add(AuditEntry.next(6, chain.getLast().hash(), AuditCheck.cut(Instant.EPOCH, chain.get(1))));
        chain.subList(0, 2).clear();

        assertThat(firstWrong()).isNull();
    }

    @Test
    void textsThatRunIntoEachOtherAreNotTheSame() {
        AuditEntry one = AuditEntry.next(1, AuditEntry.BEGIN, fact("a", "bc"));
        AuditEntry other = AuditEntry.next(1, AuditEntry.BEGIN, fact("ab", "c"));

        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    private void add(int count) {
        for (int id = 1; id <= count; id++) {
            String previous =
                    chain.isEmpty() ? AuditEntry.BEGIN : chain.getLast().hash();
            chain.add(AuditEntry.next(id, previous, fact("intent.set", "r" + id)));
        }
    }

    private @Nullable String firstWrong() {
        AuditCheck check = new AuditCheck();
        for (AuditEntry entry : chain) {
            @Nullable String wrong = check.add(entry);
            if (wrong != null) {
                return wrong;
            }
        }
        return check.end();
    }

    private static AuditFact fact(String action, String target) {
        return new AuditFact(
                Instant.EPOCH, "ops", "operator", action, target, null, "x", null, "id", AuditFact.Outcome.DONE, null);
    }
}
