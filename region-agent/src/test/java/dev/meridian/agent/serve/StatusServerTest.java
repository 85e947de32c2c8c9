package dev.meridian.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusServerTest {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StatusServer server = StatusServer.start(loopback(0), ready::get, meters);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /health, 200",
        "HEAD, /health, 200",
        "GET, /ready, 503",
        "GET, /metrics, 200",
        "GET, /, 404",
        "GET, /healthy, 404",
        "GET, /health/, 404",
        "GET, /health/../etc/passwd, 404",
        "POST, /health, 405",
        "DELETE, /metrics, 405",
    })
    void everyRequestGetsThePageOrAnErrorThatSaysWhatIsServed(String method, String path, int status)
            throws IOException, InterruptedException {
        assertThat(send(method, path).statusCode()).isEqualTo(status);
    }

    @Test
    void agentIsReadyWhileItsProbesRun() throws IOException, InterruptedException {
        ready.set(true);
        assertThat(send("GET", "/ready").statusCode()).isEqualTo(200);

        ready.set(false);
        assertThat(send("GET", "/ready").statusCode()).isEqualTo(503);
        assertThat(send("GET", "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreInPrometheusText() throws IOException, InterruptedException {
        meters.counter("meridian.agent.reports", "outcome", "accepted").increment();

        HttpResponse<String> metrics = send("GET", "/metrics");

        assertThat(metrics.body()).contains("meridian_agent_reports_total{outcome=\"accepted\"} 1.0");
        assertThat(metrics.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void portInUseIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StatusServer.start(loopback(server.port()), ready::get, meters))
                .withMessageContaining("server.port " + server.port());
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
