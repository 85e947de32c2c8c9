package dev.meridian.conformance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Head;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final String TOKEN =
            "data: {\"model\":\"gpt-4.1\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String FINISH = "data: {\"model\":\"gpt-4.1\",\"choices\":[{\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String ERROR = "data: {\"error\":{\"message\":\"broken\"}}\n\n";

    private final Wish wish =
            new Wish(7, Ask.streamed(), Wish.Manner.STAYS, Duration.ofSeconds(5), Duration.ofSeconds(1));
    private final Map<String, List<String>> headers = new HashMap<>(Map.of(
            "content-type", List.of("text/event-stream"),
            "x-request-id", List.of("chaos-7"),
            "x-meridian-attempts", List.of("2"),
            "x-meridian-model", List.of("gpt-4.1"),
            "x-meridian-region", List.of("us-west-2")));

    @Test
    void streamThatSaysHowItEndsIsRight() {
        for (String body : List.of(TOKEN + FINISH + DONE, TOKEN + ERROR, TOKEN + FINISH, ERROR, TOKEN + DONE)) {
            assertThat(faults(body)).as(body).isEmpty();
        }
    }

    @Test
    void streamThatEndsSilentlyOrTwiceIsNot() {
        assertThat(faults(TOKEN)).singleElement().asString().startsWith("a stream that ends silently");
        assertThat(faults("")).singleElement().asString().startsWith("a stream that ends silently");
        assertThat(faults(TOKEN + ERROR + TOKEN)).singleElement().asString().startsWith("something after the error");
        assertThat(faults(TOKEN + DONE + TOKEN)).singleElement().asString().startsWith("something after [DONE]");
    }

    @Test
    void secondModelsWordsAreFound() {
        assertThat(faults(TOKEN + TOKEN.replace("gpt-4.1", "deepseek-v3.2") + DONE))
                .singleElement()
                .asString()
                .startsWith("a stream of several models");
        headers.put("x-meridian-model", List.of("deepseek-v3.2"));
        assertThat(faults(TOKEN + DONE)).singleElement().asString().contains("said to be of deepseek-v3.2");
    }

    @Test
    void anotherRequestsAnswerAndTooManyAttemptsAreFound() {
        headers.put("x-request-id", List.of("chaos-8"));
        headers.put("x-meridian-attempts", List.of("5"));
        assertThat(faults(TOKEN + DONE)).containsExactly("the answer of another request: chaos-8", "5 attempts");
    }

    @Test
    void lateAndMissingAnswersAreFound() {
        assertThat(Judge.faults(
                        wish,
                        new Heard(
                                Heard.End.HUNG,
                                null,
                                0,
                                0,
                                Duration.ofSeconds(45).toNanos())))
                .containsExactly("hung");
        assertThat(Judge.faults(wish, new Heard(Heard.End.NO_ANSWER, null, 0, 0, 1)))
                .containsExactly("the connection ended before a head");
        assertThat(Judge.faults(wish, new Heard(Heard.End.LEFT, null, 0, 0, 1))).isEmpty();
    }

    @Test
    void bodyThatIsNotWholeIsFound() {
        Answer cut = new Answer(new Head(200, headers), (TOKEN + DONE).getBytes(StandardCharsets.UTF_8), false);
        assertThat(Judge.faults(wish, heard(cut))).containsExactly("a body that is not whole after HTTP 200");
    }

    private List<String> faults(String body) {
        Answer answer = new Answer(new Head(200, headers), body.getBytes(StandardCharsets.UTF_8), true);
        return Judge.faults(wish, heard(answer));
    }

    private static Heard heard(Answer answer) {
        return new Heard(Heard.End.ANSWERED, answer, 0, 0, Duration.ofSeconds(1).toNanos());
    }
}
