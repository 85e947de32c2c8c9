package dev.meridian.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.fixtures.Certificates;
import dev.meridian.fixtures.TlsServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge's way to a controller that asks for certificates, and what becomes of it when they are replaced. */
@SuppressWarnings("NullAway.Init")
class ControllerTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void edgeIsHeardBeforeAndAfterItsCertificatesAreReplaced() throws Exception {
        Certificates before = new Certificates();
        Certificates after = new Certificates();
        Certificates.Pair edge = before.issue(folder, "edge");
        Path authority = before.authority(folder);
        TlsServer controller = new TlsServer(before, 0);
        try (EdgeWorld _ = EdgeWorld.alone(
                folder,
                "--meridian.edge.controller-url=https://127.0.0.1:" + controller.port(),
                "--meridian.edge.controller-ca-file=" + authority,
                "--meridian.edge.controller-certificate-file=" + edge.certificate(),
                "--meridian.edge.controller-key-file=" + edge.key(),
                "--meridian.edge.observation-interval=100ms",
                "--meridian.edge.reload-interval=100ms")) {
            awaitAsked(controller);
            int port = controller.port();
            controller.close();
            after.issue(folder, "edge");
            after.authority(folder);
            controller = new TlsServer(after, port);
            awaitAsked(controller);
        } finally {
            controller.close();
        }
    }

    private static void awaitAsked(TlsServer controller) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(controller.asked()).contains("/v1/table", "/v1/observations"));
    }
}
