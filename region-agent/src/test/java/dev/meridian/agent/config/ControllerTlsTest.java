package dev.meridian.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meridian.agent.http.Exchanges;
import dev.meridian.fixtures.Certificates;
import dev.meridian.fixtures.TlsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerTlsTest {
    @TempDir
    Path dir;

    @Test
    void agentTrustsItsAuthorityAloneAndShowsItsCertificate() throws Exception {
        Certificates certificates = new Certificates();
        Certificates.Pair agent = certificates.issue(dir, "agent");
        Path authority = certificates.authority(dir);
        try (TlsServer controller = new TlsServer(certificates, 0);
                Exchanges known = new Exchanges(new ControllerTls(authority, agent.certificate(), agent.key()));
                Exchanges nameless = new Exchanges(new ControllerTls(authority, null, null));
                Exchanges plain = new Exchanges(new ControllerTls(null, null, null))) {
            assertThat(status(known, controller.port())).isEqualTo(204);
            assertThatThrownBy(() -> status(nameless, controller.port())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> status(plain, controller.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS failed");
        }
    }

    @Test
    void newFilesCountForTheNextConnectionAndBrokenOnesDoNot() throws Exception {
        Certificates before = new Certificates();
        Certificates after = new Certificates();
        Certificates.Pair agent = before.issue(dir, "agent");
        ControllerTls tls = new ControllerTls(before.authority(dir), agent.certificate(), agent.key());
        try (Exchanges exchanges = new Exchanges(tls)) {
            int port;
            try (TlsServer controller = new TlsServer(before, 0)) {
                port = controller.port();
                Files.writeString(agent.key(), "no key at all");
                assertThat(status(exchanges, port)).isEqualTo(204);
            }
            after.issue(dir, "agent");
            after.authority(dir);
            try (TlsServer controller = new TlsServer(after, port)) {
                await().ignoreExceptionsInstanceOf(IOException.class)
                        .until(() -> status(exchanges, controller.port()) == 204);
            }
        }
    }

    @Test
    void keyOfAnotherCertificateLeavesThePairThatWasInUse() throws Exception {
        Certificates certificates = new Certificates();
        Certificates.Pair agent = certificates.issue(dir, "agent");
        Certificates.Pair other = certificates.issue(dir, "other");
        ControllerTls tls = new ControllerTls(certificates.authority(dir), agent.certificate(), agent.key());
        try (TlsServer controller = new TlsServer(certificates, 0);
                Exchanges exchanges = new Exchanges(tls)) {
            Files.writeString(agent.key(), Files.readString(other.key()) + "\n");
            assertThat(status(exchanges, controller.port())).isEqualTo(204);
        }
        assertThatThrownBy(() -> new ControllerTls(null, agent.certificate(), other.key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key is not the certificate's");
    }

    @Test
    void controllerWithACertificateForAnotherAddressIsNotSpokenTo() throws Exception {
        Certificates certificates = new Certificates();
        Certificates.Pair agent = certificates.issue(dir, "agent");
        ControllerTls tls = new ControllerTls(certificates.authority(dir), agent.certificate(), agent.key());
        try (TlsServer controller = new TlsServer(certificates.serverContext("192.0.2.1"), 0);
                Exchanges exchanges = new Exchanges(tls)) {
            assertThatThrownBy(() -> status(exchanges, controller.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS failed");
            assertThat(controller.asked()).isEmpty();
        }
    }

    @Test
    void fileThatIsNoCertificateIsNamed() throws IOException {
        Path file = Files.writeString(dir.resolve("ca.crt"), "nothing");

        assertThatThrownBy(() -> new ControllerTls(file, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString());
    }

    private static int status(Exchanges exchanges, int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/v1/table"))
                .build();
        return exchanges.send(request, Duration.ofSeconds(10), 1_024).status();
    }
}
