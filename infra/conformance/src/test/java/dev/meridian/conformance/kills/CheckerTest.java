package dev.meridian.conformance.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there for. */
class CheckerTest {
    private final List<Entry> audit = new ArrayList<>();
    private final Checker checker = new Checker(Map.of("r1", "weight 100 enabled", "r2", "weight 100 enabled"));

    @Test
    void logWithoutALossIsGood() {
        three();
        checker.tell(audit);
        writes().forEach(checker::tell);
        checker.tell(Map.of("r1", "weight 7 enabled", "r2", "weight 100 enabled"), Set.of("drain-1"));

        assertThat(checker.lost()).isEmpty();
        assertThat(checker.halfApplied()).isEmpty();
    }

    @Test
    void oneLostWriteIsFound() {
        three();
        audit.removeLast();
        checker.tell(audit);
        writes().forEach(checker::tell);

        assertThat(checker.lost()).hasSize(1).first().asString().contains("c", "drain-1", "was acknowledged");
    }

    @Test
    void writeThatIsGoneFromTheMiddleIsFound() {
        three();
        audit.remove(1);
        checker.tell(audit);
        writes().forEach(checker::tell);

        assertThat(checker.lost()).anySatisfy(each -> assertThat(each).contains("entry 3 after 1"));
        assertThat(checker.lost()).anySatisfy(each -> assertThat(each).contains("requestId=b"));
    }

    @Test
    void entryWithoutItsChangeIsFound() {
        three();
        checker.tell(audit);
        checker.tell(Map.of("r1", "weight 5 enabled", "r2", "weight 100 enabled"), Set.of("drain-1"));

        assertThat(checker.halfApplied()).hasSize(1).first().asString().contains("the intents are");
    }

    @Test
    void changeWithoutItsEntryIsFound() {
        three();
        checker.tell(audit);
        checker.tell(Map.of("r1", "weight 7 enabled", "r2", "weight 100 enabled"), Set.of("drain-1", "drain-2"));

        assertThat(checker.halfApplied()).hasSize(1).first().asString().contains("the drains are");
    }

    @Test
    void writeThatWasRefusedAndDoneIsFound() {
        three();
        checker.tell(audit);
        checker.tell(new Write("a", Write.Kind.SET_INTENT, "r1", "weight 5 enabled", 503));

        assertThat(checker.halfApplied()).hasSize(1).first().asString().contains("was refused, and yet");
    }

    @Test
    void writeThatWasCutOffMayBeThereOrNot() {
        three();
        checker.tell(audit);
        checker.tell(new Write("a", Write.Kind.SET_INTENT, "r1", "weight 5 enabled", 0));
        checker.tell(new Write("z", Write.Kind.SET_INTENT, "r1", "weight 9 enabled", 0));

        assertThat(checker.lost()).isEmpty();
        assertThat(checker.halfApplied()).isEmpty();
    }

    private void three() {
        add("a", "intent.set", "r1", "weight 100 enabled", "weight 5 enabled");
        add("b", "intent.set", "r1", "weight 5 enabled", "weight 7 enabled");
        add("c", "drain.start", "r2", "", "drain-1 GRACEFUL until tomorrow");
    }

    private static List<Write> writes() {
        return List.of(
                new Write("a", Write.Kind.SET_INTENT, "r1", "weight 5 enabled", 200),
                new Write("b", Write.Kind.SET_INTENT, "r1", "weight 7 enabled", 200),
                new Write("c", Write.Kind.START_DRAIN, "r2", "drain-1", 201));
    }

    private void add(String request, String action, String target, String before, String after) {
        long id = 1L + audit.size();
        String previous = audit.isEmpty() ? "0".repeat(64) : audit.getLast().hash();
        audit.add(new Entry(id, request, action, target, before, after, true, previous, "hash-" + id));
    }
}
