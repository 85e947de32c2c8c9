package dev.meridian.controller.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.fixtures.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.web.server.Ssl;

final class WebServerTest {
    private static final int MOST = 2;
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path dir;

    /** Spring Boot's own limit watches connectors that TLS replaces. */
    @Test
    void connectionsAreBoundedWithTlsToo() throws Exception {
        Certificates certificates = new Certificates();
        Certificates.Pair pair = certificates.issue(dir, "server");
        JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.setSsl(Ssl.forBundle("server"));
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry(
                "server",
                SslBundle.of(new PemSslStoreBundle(
                        PemSslStoreDetails.forCertificate(
                                        pair.certificate().toUri().toString())
                                .withPrivateKey(pair.key().toUri().toString()),
                        null)));
        factory.setSslBundles(bundles);
        new WebServer(MOST, bundles).customize(factory);
        org.springframework.boot.web.server.WebServer server = factory.getWebServer();
        server.start();
        try {
            try (Socket one = connect(certificates, server.getPort());
                    Socket two = connect(certificates, server.getPort())) {
                assertThat(firstByteOfAnAnswer(one)).isEqualTo('H');
                assertThat(firstByteOfAnAnswer(two)).isEqualTo('H');
                assertThatThrownBy(() -> connect(certificates, server.getPort()).close())
                        .as("nobody shakes hands with a third")
                        .isInstanceOf(SocketTimeoutException.class);
            }
            try (Socket another = connect(certificates, server.getPort())) {
                assertThat(firstByteOfAnAnswer(another)).isEqualTo('H');
            }
        } finally {
            server.stop();
        }
    }

    private static int firstByteOfAnAnswer(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        return socket.getInputStream().read();
    }

    private static Socket connect(Certificates certificates, int port) throws Exception {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(2_000);
        javax.net.ssl.SSLSocket socket = (javax.net.ssl.SSLSocket)
                certificates.clientContext(false).getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        socket.startHandshake();
        return socket;
    }
}
