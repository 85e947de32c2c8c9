package dev.meridian.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.decision.Received;
import dev.meridian.routing.region.Sender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LatestMessagesTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final LatestMessages<Note> messages = new LatestMessages<>(Note::place, Note::sender, nanos::get, 3);

    @Test
    void newerSequenceReplacesAndOlderOrEqualOneDoesNot() {
        assertThat(messages.arrived(note("a", "boot", 5))).isEqualTo(Arrival.ACCEPTED);
        assertThat(messages.arrived(note("a", "boot", 5))).isEqualTo(Arrival.STALE);
        assertThat(messages.arrived(note("a", "boot", 4))).isEqualTo(Arrival.STALE);
        assertThat(messages.arrived(note("a", "boot", 6))).isEqualTo(Arrival.ACCEPTED);

        assertThat(latest()).containsExactly(note("a", "boot", 6));
    }

    @Test
    void newBootStartsAgainAndTheOldOneDoesNotComeBack() {
        messages.arrived(note("a", "first", 900));

        assertThat(messages.arrived(note("a", "second", 1))).isEqualTo(Arrival.ACCEPTED);
        assertThat(messages.arrived(note("a", "first", 901))).isEqualTo(Arrival.STALE);
        assertThat(messages.arrived(note("a", "third", 1))).isEqualTo(Arrival.ACCEPTED);
        assertThat(messages.arrived(note("a", "first", 902))).isEqualTo(Arrival.STALE);
        assertThat(latest()).containsExactly(note("a", "third", 1));
    }

    @Test
    void ageIsMeasuredOnTheMonotonicClockEvenWhereItOverflows() {
        messages.arrived(note("a", "boot", 1));
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());

        assertThat(messages.latest()).extracting(Received::age).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void repeatedMessageDoesNotLookYounger() {
        messages.arrived(note("a", "boot", 1));
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        messages.arrived(note("a", "boot", 1));

        assertThat(messages.latest()).extracting(Received::age).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void oneMoreSenderThanTheLimitIsRefusedWhileKnownOnesGoOn() {
        messages.arrived(note("a", "boot", 1));
        messages.arrived(note("b", "boot", 1));
        messages.arrived(note("c", "boot", 1));

        assertThat(messages.arrived(note("d", "boot", 1))).isEqualTo(Arrival.FULL);
        assertThat(messages.arrived(note("a", "boot", 2))).isEqualTo(Arrival.ACCEPTED);
    }

    @Test
    void silentSenderIsForgottenAndMakesRoom() {
        messages.arrived(note("a", "boot", 1));
        nanos.addAndGet(LatestMessages.FORGET_AFTER.toNanos());
        assertThat(messages.latest()).hasSize(1);
        nanos.incrementAndGet();

        assertThat(messages.latest()).isEmpty();
        assertThat(messages.size()).isZero();
    }

    @Test
    void sameNameInAnotherPlaceIsAnotherSender() {
        messages.arrived(new Note("eu", new Sender("a", "boot", 5)));

        assertThat(messages.arrived(new Note("us", new Sender("a", "boot", 1)))).isEqualTo(Arrival.ACCEPTED);
    }

    private List<Note> latest() {
        return messages.latest().stream().map(Received::message).toList();
    }

    private static Note note(String name, String boot, long sequence) {
        return new Note("eu", new Sender(name, boot, sequence));
    }

    private record Note(String place, Sender sender) {}
}
