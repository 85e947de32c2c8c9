package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
