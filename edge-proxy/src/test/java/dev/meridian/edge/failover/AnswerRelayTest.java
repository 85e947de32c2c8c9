package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.failover.AnswerRelay.Kind;
import dev.meridian.edge.failover.AnswerRelay.Progress;
import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.ApiPath;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client is sent, and when, told by a client that writes everything down. */
class AnswerRelayTest {
    private static final String ROLE =
            "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    private static final String TOKEN = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\n";
    private static final String FINISH = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String ERROR = "data: {\"error\":{\"message\":\"no\"}}\n\n";

    private final Notes client = new Notes();
    private final AnswerRelay relay = new AnswerRelay(client, new ApiPath("/v1/chat/completions", ""), 1);
    private final List<ByteBuf> parts = new ArrayList<>();

    @AfterEach
    void everyBufferIsReleased() {
        relay.drop();
        assertThat(parts).allMatch(part -> part.refCnt() == 0);
    }

    @Test
    void unaryAnswerIsHeldUntilItIsWhole() {
        begin(Kind.UNARY);
        assertThat(take("{\"a\"")).isEqualTo(Progress.HELD);
        assertThat(take(":1}")).isEqualTo(Progress.HELD);
        assertThat(client.notes).isEmpty();
        assertThat(relay.end()).isEqualTo(Progress.COMMITTED);
        assertThat(client.notes).containsExactly("full 200 {\"a\":1}");
    }

    @Test
    void unaryAnswerThatBreaksWhileItIsHeldLeavesNoTrace() {
        begin(Kind.UNARY);
        take("{\"a\"");
        assertThat(relay.broken("gone")).isEqualTo(Progress.FAULTY);
        assertThat(client.notes).isEmpty();
    }

    @Test
    void unaryAnswerLargerThanWhatIsHeldIsCommittedAndItsBreakAborts() {
        begin(Kind.UNARY);
        assertThat(take("x".repeat(AnswerRelay.MAX_HELD_BYTES + 1))).isEqualTo(Progress.COMMITTED);
        assertThat(relay.broken("gone")).isEqualTo(Progress.BROKEN_OFF);
        assertThat(client.notes.getFirst()).isEqualTo("head 200");
        assertThat(client.notes.getLast()).isEqualTo("abort");
    }

    @Test
    void streamIsHeldUntilContentAndThenPassedOn() {
        begin(Kind.MODEL_STREAM);
        assertThat(take(ROLE)).isEqualTo(Progress.HELD);
        assertThat(client.notes).isEmpty();
        assertThat(take(TOKEN)).isEqualTo(Progress.COMMITTED);
        take(FINISH);
        take(DONE);
        assertThat(relay.end()).isEqualTo(Progress.COMMITTED);
        assertThat(client.notes)
                .containsExactly("head 200", "body " + ROLE + TOKEN, "body " + FINISH, "body " + DONE, "end");
    }

    @Test
    void errorBeforeContentIsAFaultAndTheNextAnswerIsAllThatTheClientSees() {
        begin(Kind.MODEL_STREAM);
        take(ROLE);
        assertThat(take(ERROR)).isEqualTo(Progress.FAULTY);
        begin(Kind.MODEL_STREAM);
        take(ROLE + TOKEN + FINISH);
        assertThat(relay.end()).isEqualTo(Progress.COMMITTED);
        assertThat(client.notes).containsExactly("head 200", "body " + ROLE + TOKEN + FINISH, "end");
    }

    @Test
    void errorAfterContentIsPassedOnAndIsTheLastWord() {
        begin(Kind.MODEL_STREAM);
        take(TOKEN);
        assertThat(take(ERROR + DONE)).isEqualTo(Progress.BROKEN_OFF);
        assertThat(client.notes).containsExactly("head 200", "body " + TOKEN, "body " + ERROR, "end");
    }

    @Test
    void errorsLastLineEndIsWhole() {
        begin(Kind.MODEL_STREAM);
        take(TOKEN);
        String error = ERROR.replace("\n", "\r\n");
        assertThat(take(error + DONE)).isEqualTo(Progress.BROKEN_OFF);
        assertThat(String.join("", client.notes).replace("body ", "")).isEqualTo("head 200" + TOKEN + error + "end");
    }

    @Test
    void errorInTheBytesOfTheFirstContentIsTheLastWordToo() {
        begin(Kind.MODEL_STREAM);
        assertThat(take(TOKEN + ERROR + TOKEN + DONE)).isEqualTo(Progress.BROKEN_OFF);
        assertThat(client.notes).containsExactly("head 200", "body " + TOKEN + ERROR, "end");
    }

    @Test
    void errorBeforeContentIsAFaultEvenIfContentCameInTheSameBytes() {
        begin(Kind.MODEL_STREAM);
        assertThat(take(ROLE + ERROR + TOKEN + DONE)).isEqualTo(Progress.FAULTY);
        assertThat(client.notes).isEmpty();
    }

    @Test
    void streamThatHadToBeCommittedWithoutContentIsNeverReplacedByAnother() {
        begin(Kind.MODEL_STREAM);
        assertThat(take(ROLE.repeat(AnswerRelay.MAX_HELD_EVENTS))).isEqualTo(Progress.HELD);
        assertThat(take(ROLE)).isEqualTo(Progress.COMMITTED);
        take(DONE);
        assertThat(relay.end()).isEqualTo(Progress.COMMITTED);
        assertThat(client.notes.getLast()).isEqualTo("end");
    }

    @Test
    void streamThatIsTooLargeToBeHeldIsNeverReplacedByAnother() {
        begin(Kind.MODEL_STREAM);
        assertThat(take(": " + "x".repeat(AnswerRelay.MAX_HELD_BYTES) + "\n\n")).isEqualTo(Progress.COMMITTED);
        take(DONE);
        assertThat(relay.end()).isEqualTo(Progress.COMMITTED);
        assertThat(client.notes.getLast()).isEqualTo("end");
    }

    @Test
    void emptyStreamIsAFault() {
        begin(Kind.MODEL_STREAM);
        assertThat(relay.end()).isEqualTo(Progress.FAULTY);
        begin(Kind.MODEL_STREAM);
        take(ROLE + DONE);
        assertThat(relay.end()).isEqualTo(Progress.FAULTY);
        assertThat(client.notes).isEmpty();
    }

    @Test
    void breakWithinAnEventIsToldInAnEventOfItsOwn() {
        begin(Kind.MODEL_STREAM);
        take(TOKEN + "data: {\"cho");
        assertThat(relay.broken("gone")).isEqualTo(Progress.BROKEN_OFF);
        assertThat(client.notes.get(2)).startsWith("body \n\ndata: {\"error\":").endsWith("\n\n");
        assertThat(client.notes.getLast()).isEqualTo("end");
    }

    @Test
    void breakAfterTheFinishReasonIsASuccess() {
        begin(Kind.MODEL_STREAM);
        take(TOKEN + FINISH);
        assertThat(relay.broken("gone")).isEqualTo(Progress.COMMITTED);
        assertThat(client.notes).containsExactly("head 200", "body " + TOKEN + FINISH, "end");
    }

    @Test
    void pingSpendsTheStatusOnly() {
        relay.ping(new DefaultHttpHeaders());
        relay.ping(new DefaultHttpHeaders());
        begin(Kind.MODEL_STREAM);
        take(TOKEN + FINISH);
        relay.end();
        assertThat(client.notes)
                .containsExactly("head 200", "body : ping\n\n", "body : ping\n\n", "body " + TOKEN + FINISH, "end");
    }

    @Test
    void failureAfterAPingIsAnErrorEvent() {
        relay.ping(new DefaultHttpHeaders());
        relay.fail(ApiError.server(502, "no", "all_models_failed"), new DefaultHttpHeaders());
        assertThat(client.notes.get(2)).startsWith("body data: {\"error\":{\"message\":\"no\"");
        assertThat(client.notes.getLast()).isEqualTo("end");
    }

    @Test
    void streamThatIsNotReadIsPassedOnAtOnce() {
        begin(Kind.AS_IT_COMES);
        assertThat(take("event: response.created\n")).isEqualTo(Progress.COMMITTED);
        take("data: {}\n\n");
        relay.end();
        assertThat(client.notes)
                .containsExactly("head 200", "body event: response.created\n", "body data: {}\n\n", "end");
    }

    @Test
    void streamMayBecomeLongerThanItsLengthSaid() {
        HttpHeaders headers = new DefaultHttpHeaders().set("content-length", 10);
        relay.begin(200, headers, Kind.MODEL_STREAM);
        assertThat(headers.contains("content-length")).isFalse();
    }

    private void begin(Kind kind) {
        relay.begin(200, new DefaultHttpHeaders(), kind);
    }

    private Progress take(String text) {
        ByteBuf part = Unpooled.buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
        parts.add(part);
        return relay.content(part);
    }

    private static final class Notes implements ClientResponse {
        private final List<String> notes = new ArrayList<>();

        @Override
        public void readBody(boolean read) {
            throw new AssertionError("a relay does not read bodies");
        }

        @Override
        public void progress(int attempts) {
            throw new AssertionError("a relay does not tell of attempts");
        }

        @Override
        public void full(int status, HttpHeaders headers, ByteBuf body) {
            notes.add("full " + status + " " + text(body));
        }

        @Override
        public void head(int status, HttpHeaders headers) {
            notes.add("head " + status);
        }

        @Override
        public void body(ByteBuf part) {
            notes.add("body " + text(part));
        }

        @Override
        public void end() {
            notes.add("end");
        }

        @Override
        public void abort() {
            notes.add("abort");
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        private static String text(ByteBuf bytes) {
            String text = bytes.toString(StandardCharsets.UTF_8);
            bytes.release();
            return text;
        }
    }
}
