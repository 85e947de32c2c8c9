package dev.meridian.controller;

import dev.meridian.controller.decision.DecisionFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.GenericBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A controller on a port of its own, with a real store, spoken to over HTTP. */
final class RunningController implements AutoCloseable {
    static final String REGIONS = """
            regions:
              - {name: us-west-2, endpoint: internal-ai-proxy-us.ai-services.svc.cluster.local, weight: 100, enabled: true}
              - {name: eu-west-1, endpoint: internal-ai-proxy-eu.ai-services.svc.cluster.local, weight: 100, enabled: true}
              - {name: ap-southeast-1, endpoint: internal-ai-proxy-ap.ai-services.svc.cluster.local, weight: 80, enabled: true}
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningController(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Starts over what an earlier one left in the directory. */
    static RunningController start(Path dir, String... more) {
        return start(dir, null, more);
    }

    static RunningController start(Path dir, @Nullable DecisionFunction policy, String... more) {
        return startIn(dir, REGIONS, policy, more);
    }

    /** Starts with regions of its own. */
    static RunningController startIn(Path dir, String regions, @Nullable DecisionFunction policy, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--meridian.controller.regions-file=" + regionsFile(dir, regions),
                "--meridian.controller.data-dir=" + dir.resolve("data"),
                "--meridian.controller.decision-interval=100ms"));
        arguments.addAll(List.of(more));
        SpringApplication application = ControllerApplication.application();
        if (policy != null) {
            application.addInitializers(context -> decideWith(policy, (GenericApplicationContext) context));
        }
        return new RunningController(application.run(arguments.toArray(String[]::new)));
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, withJson(headers));
    }

    /** Replaces whatever state there is, unless the headers say which. */
    Answer put(String path, String body, String... headers) {
        boolean says = List.of(headers).contains("If-Match");
        return send("PUT", path, body, withJson(says ? headers : with("If-Match", "*", headers)));
    }

    Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, withJson(headers));
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    Answer send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            return new Answer(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Stops the program and leaves the client, so that answers still arrive. */
    void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
        client.shutdownNow();
    }

    private static String[] withJson(String... headers) {
        return with("Content-Type", "application/json", headers);
    }

    private static String[] with(String name, String value, String... headers) {
        List<String> all = new ArrayList<>(List.of(name, value));
        all.addAll(List.of(headers));
        return all.toArray(String[]::new);
    }

    private static Path regionsFile(Path dir, String regions) {
        try {
            return Files.writeString(dir.resolve("regions.yaml"), regions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void decideWith(DecisionFunction policy, GenericApplicationContext context) {
        GenericBeanDefinition definition = new GenericBeanDefinition();
        definition.setBeanClass(DecisionFunction.class);
        definition.setInstanceSupplier(() -> policy);
        definition.setPrimary(true);
        definition.setRole(BeanDefinition.ROLE_APPLICATION);
        context.registerBeanDefinition("policyOfTheTest", definition);
    }

    /** An answer with its body read as JSON where it is some. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }
    }
}
