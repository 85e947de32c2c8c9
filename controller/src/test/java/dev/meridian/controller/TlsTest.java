package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.fixtures.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller behind TLS, as docs/operations.md sets it up. */
final class TlsTest {
    @TempDir
    Path dir;

    @Test
    void callerWithoutACertificateIsRefusedAndOneWithStillNeedsAToken() throws Exception {
        Certificates certificates = new Certificates();
        try (RunningController controller = start(certificates)) {
            assertThatThrownBy(() -> status(controller, certificates, false, "/ready", "viewer"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> status(controller, new Certificates(), true, "/ready", "viewer"))
                    .isInstanceOf(IOException.class);

            assertThat(status(controller, certificates, true, "/v1/regions", "viewer"))
                    .isEqualTo(200);
            assertThat(status(controller, certificates, true, "/v1/regions", "nobody"))
                    .isEqualTo(401);
        }
    }

    @Test
    void newCertificatesCountWithoutARestart() throws Exception {
        Certificates before = new Certificates();
        Certificates after = new Certificates();
        try (RunningController controller = start(before)) {
            assertThat(status(controller, before, true, "/v1/regions", "viewer"))
                    .isEqualTo(200);
            after.authority(dir);
            after.issue(dir, "server");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> status(controller, after, true, "/v1/regions", "viewer") == 200);
            assertThatThrownBy(() -> status(controller, before, true, "/v1/regions", "viewer"))
                    .isInstanceOf(IOException.class);
        }
    }

    private RunningController start(Certificates certificates) throws IOException {
        Certificates.Pair pair = certificates.issue(dir, "server");
        String bundle = "--spring.ssl.bundle.pem.controller.";
        return RunningController.start(
                dir,
                new ProportionalPolicy(),
                "--meridian.controller.tokens-file=" + RolesTest.tokensFile(dir),
                "--server.ssl.bundle=controller",
                "--server.ssl.client-auth=need",
                bundle + "keystore.certificate=" + pair.certificate(),
                bundle + "keystore.private-key=" + pair.key(),
                bundle + "truststore.certificate=" + certificates.authority(dir),
                bundle + "reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=200ms");
    }

    private static int status(
            RunningController controller, Certificates certificates, boolean shows, String path, String role)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(certificates.clientContext(shows))
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + controller.port() + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer token-of-" + role)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
