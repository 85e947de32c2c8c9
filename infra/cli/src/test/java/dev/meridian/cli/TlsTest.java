package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.fixtures.Certificates;
import dev.meridian.fixtures.TlsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void aControllerThatAsksForCertificatesIsReachedWithOneAndNotWithout() throws Exception {
        Certificates certificates = new Certificates();
        String authority = certificates.authority(folder).toString();
        Certificates.Pair ana = certificates.issue(folder, "ana");
        try (TlsServer server = new TlsServer(certificates, 0)) {
            String url = "https://127.0.0.1:" + server.port();
            assertThat(run("regions", "--url", url, "--ca-file", authority).exitCode())
                    .isEqualTo(Session.UNREACHABLE);
            assertThat(run("regions", "--url", url).exitCode()).isEqualTo(Session.UNREACHABLE);
            assertThat(server.asked()).isEmpty();

            run(
                    Map.of(
                            "MERIDIAN_URL",
                            url,
                            "MERIDIAN_CA_FILE",
                            authority,
                            "MERIDIAN_CERTIFICATE_FILE",
                            ana.certificate().toString(),
                            "MERIDIAN_KEY_FILE",
                            ana.key().toString()),
                    "regions");
            assertThat(server.asked()).isEqualTo(List.of("/v1/regions"));
        }
    }

    @Test
    void noTokenIsSentInClearWhereTlsWasMeant() throws Exception {
        String authority = new Certificates().authority(folder).toString();

        assertThat(run(Map.of("MERIDIAN_CA_FILE", authority), "regions", "--url", "http://127.0.0.1:9"))
                .isEqualTo(new Ran(
                        Session.USAGE,
                        "",
                        "meridian: --ca-file and --certificate-file (or MERIDIAN_CA_FILE and MERIDIAN_CERTIFICATE_FILE)"
                                + " need a controller's URL that begins with https\n"));
    }

    @Test
    void fileThatIsNoneIsNamed() throws Exception {
        Certificates.Pair ana = new Certificates().issue(folder, "ana");
        Path other = Files.writeString(folder.resolve("other"), "s3cret");

        assertThat(run("regions", "--ca-file", other.toString()))
                .isEqualTo(new Ran(Session.USAGE, "", "meridian: file " + other + " holds no certificates in PEM\n"));
        assertThat(run("regions", "--key-file", other.toString()).err())
                .isEqualTo("meridian: --certificate-file and --key-file need each other\n");
        assertThat(run("regions", "--certificate-file", ana.certificate().toString(), "--key-file", other.toString()))
                .isEqualTo(new Ran(
                        Session.USAGE,
                        "",
                        "meridian: file " + other
                                + " holds no private key in PEM (BEGIN PRIVATE KEY) of RSA or an elliptic curve\n"));
    }
}
