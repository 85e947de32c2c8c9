package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
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
