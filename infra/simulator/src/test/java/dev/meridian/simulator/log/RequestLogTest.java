package dev.meridian.simulator.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RequestLogTest {
    private final RequestLog log = new RequestLog(3, 4);

    private Entry open(@Nullable String model, boolean stream) {
        Iterable<Map.Entry<String, String>> headers = List.of(Map.entry("X-A", "1"), Map.entry("x-a", "2"));
        Entry.Head head = new Entry.Head(1, "eu", "POST", "/v1/x", headers, model, stream, null, 200, 5, 6);
        return log.open(head, "abcdef".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void onlyTheNewestStay() {
        for (int i = 0; i < 5; i++) {
            open("m", false);
        }

        assertThat(log.requests()).extracting(LoggedRequest::sequence).containsExactly(3L, 4L, 5L);
        assertThat(log.latest(1)).extracting(LoggedRequest::sequence).containsExactly(5L);
        assertThat(log.received()).isEqualTo(5);
    }

    @Test
    void aLogOfNoEntriesStillCounts() {
        RequestLog none = new RequestLog(0, 0);
        Entry.Head head = new Entry.Head(1, "eu", "GET", "/", List.of(), null, false, null, 200, 0, 0);
        none.close(none.open(head, new byte[0]), Outcome.ANSWERED, 1);

        assertThat(none.requests()).isEmpty();
        assertThat(none.stats().view().counts()).singleElement().satisfies(count -> {
            assertThat(count.model()).isEqualTo("none");
            assertThat(count.requests()).isEqualTo(1);
        });
    }

    @Test
    void aLongBodyIsKeptInPartWithTheDigestOfAll() {
        open("m", false);

        assertThat(log.latest(1)).singleElement().satisfies(request -> {
            assertThat(request.body()).isEqualTo("abcd");
            assertThat(request.bodyBytes()).isEqualTo(6);
            assertThat(request.bodySha256()).startsWith("bef57ec7f53a6d40");
        });
    }

    @Test
    void headersAreFoundByLowerCaseName() {
        open("m", false);

        assertThat(log.latest(1).getFirst().headers()).containsEntry("x-a", List.of("1", "2"));
        assertThat(log.latest(1).getFirst().header("x-a")).isEqualTo("1");
        assertThat(log.latest(1).getFirst().header("x-b")).isNull();
    }

    @Test
    void theFirstOutcomeStaysWithItsTime() {
        Entry entry = open("m", false);
        entry.sent(10, 7);
        entry.sent(5, 8);
        assertThat(log.latest(1).getFirst().endedNanos()).isNull();
        log.close(entry, Outcome.CLIENT_CLOSED, 9);
        log.close(entry, Outcome.ANSWERED, 10);

        LoggedRequest request = log.latest(1).getFirst();
        assertThat(request.outcome()).isEqualTo(Outcome.CLIENT_CLOSED);
        assertThat(request.headNanos()).isEqualTo(7);
        assertThat(request.endedNanos()).isEqualTo(9);
        assertThat(request.sentBytes()).isEqualTo(15);
    }

    @Test
    void openRequestsAndStreamsAreCountedAndEndedOnesByOutcome() {
        Entry stream = open("m", true);
        open("m", false);
        assertThat(log.stats().view().openRequests()).isEqualTo(2);
        assertThat(log.stats().view().openStreams()).isEqualTo(1);
        log.close(stream, Outcome.RESET, 1);

        assertThat(log.stats().view().openStreams()).isZero();
        assertThat(log.stats().view().counts()).containsExactly(new Stats.Count("m", "eu", 200, Outcome.RESET, 1));
    }

    @Test
    void countsOfManyModelsAreBounded() {
        for (int i = 0; i < 3_000; i++) {
            log.close(open("m" + i, false), Outcome.ANSWERED, 1);
        }

        List<Stats.Count> counts = log.stats().view().counts();
        assertThat(counts).hasSizeLessThanOrEqualTo(1_025);
        assertThat(counts.stream().mapToLong(Stats.Count::requests).sum()).isEqualTo(3_000);
    }

    @Test
    void clearingForgetsEntriesAndCountsButNotWhatIsOpen() {
        open("m", false);
        log.close(open("m", false), Outcome.ANSWERED, 1);
        log.clear();

        assertThat(log.requests()).isEmpty();
        assertThat(log.stats().view().counts()).isEmpty();
        assertThat(log.stats().view().openRequests()).isEqualTo(1);
    }
}
