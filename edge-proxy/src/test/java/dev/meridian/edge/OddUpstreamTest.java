package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that answers what is no answer is a broken one. */
class OddUpstreamTest {
    private static final String UPGRADE =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                UPGRADE + "bytes of another protocol",
                "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 099 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 600 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}"
            })
    void whatIsNoAnswerIsNotPassedOn(String bytes, @TempDir Path folder) throws Exception {
        try (LeakGuard _ = new LeakGuard();
                ByteUpstream upstream = new ByteUpstream(bytes);
                EdgeWorld world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl())) {
            HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
            assertThat(answer.statusCode()).isBetween(502, 504);
            assertThat(answer.body()).contains("\"error\":{\"message\":");
            world.awaitQuiet();
        }
    }

    @Test
    void answerWithoutALengthThatIsResetIsNotWhole(@TempDir Path folder) throws Exception {
        RawUpstream.Conversation resets = (client, head, in) -> {
            RawUpstream.readBody(head, in);
            RawUpstream.write(client, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"choices\":[{");
            RawUpstream.readFor(client, in, 100); // so that this much is read before the reset
            client.setSoLinger(true, 0);
        };
        try (LeakGuard _ = new LeakGuard();
                RawUpstream upstream = new RawUpstream(resets);
                EdgeWorld world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl())) {
            HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "x-meridian-explain", "1");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(header(answer, "x-meridian-trail")).contains("reset within the answer");
            world.awaitQuiet();
        }
    }

    /** Whoever asks for a stream and gets an error late gets it with its status, and no comment before it. */
    @Test
    void errorThatIsLateToBeWholeIsPassedOnAsItIs(@TempDir Path folder) throws Exception {
        String error = "{\"error\":{\"message\":\"no\"}}";
        RawUpstream.Conversation lingers = (client, head, in) -> {
            RawUpstream.readBody(head, in);
            RawUpstream.write(
                    client,
                    "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: " + error.length()
                            + "\r\n\r\n");
            RawUpstream.readFor(client, in, 500);
            RawUpstream.write(client, error);
        };
        try (LeakGuard _ = new LeakGuard();
                RawUpstream upstream = new RawUpstream(lingers);
                EdgeWorld world = EdgeWorld.alone(
                        folder,
                        "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(),
                        "--meridian.edge.limits.keep-alive-ping=100ms")) {
            HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(error);
            world.awaitQuiet();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void streamThatEndsBeforeTheLastChoiceHasFinishedIsBroken(int choices, boolean broken, @TempDir Path folder)
            throws Exception {
        String content =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":null}]}\n\n";
        String finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        String whole = Integer.toHexString((content + finish).length()) + "\r\n" + content + finish + "\r\n0\r\n\r\n";
        try (LeakGuard _ = new LeakGuard();
                ByteUpstream upstream = new ByteUpstream(head + whole);
                EdgeWorld world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl())) {
            HttpResponse<String> answer =
                    world.chat("{\"model\":\"gpt-4.1\",\"stream\":true,\"n\":" + choices + ",\"messages\":[]}");
            assertThat(answer.body()).startsWith(content + finish).doesNotContain("[DONE]");
            assertThat(answer.body().contains("upstream_stream_broken")).isEqualTo(broken);
            world.awaitQuiet();
        }
    }
}
