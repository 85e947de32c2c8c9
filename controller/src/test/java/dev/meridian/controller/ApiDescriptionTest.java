package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.decision.ProportionalPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Holds {@code GET /v3/api-docs} against the endpoints that there are, and against what they answer. */
final class ApiDescriptionTest {
    private static final String[] VIEWER = {"Authorization", "Bearer token-of-viewer"};

    @TempDir
    static Path dir;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static RunningController controller;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static JsonNode api;

    @BeforeAll
    static void start() throws IOException {
        controller = RunningController.start(
                dir, new ProportionalPolicy(), "--meridian.controller.tokens-file=" + RolesTest.tokensFile(dir));
        api = controller.get("/v3/api-docs", VIEWER).json();
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @Test
    void onlyThoseWhoReadMayReadIt() {
        assertThat(controller.get("/v3/api-docs").status()).isEqualTo(401);
        assertThat(List.of("agent", "edge", "viewer", "operator", "admin"))
                .extracting(role -> controller
                        .get("/v3/api-docs", "Authorization", "Bearer token-of-" + role)
                        .status())
                .containsExactly(403, 403, 200, 200, 200);
    }

    @Test
    void describesEveryEndpointAndNothingElse() {
        SortedSet<String> mapped = new TreeSet<>();
        controller.bean(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("dev.meridian.")) {
                mapped.addAll(named(mapping));
            }
        });

        assertThat(mapped).hasSizeGreaterThan(30);
        assertThat(operations().keySet()).isEqualTo(mapped);
    }

    @Test
    void everyOperationNamesItsRefusals() {
        operations().forEach((name, operation) -> {
            Collection<String> answers = operation.path("responses").propertyNames();
            boolean open = name.matches("GET /(health|ready|metrics)");
            if (!open) {
                assertThat(answers).as(name).contains("401", "403");
            }
            if (name.contains("{")) {
                assertThat(answers).as(name).contains("400", "404");
            }
            if (operation.has("requestBody")) {
                assertThat(answers).as(name).contains("400", "413", "415");
            }
            if (isChange(name)) {
                assertThat(answers).as(name).contains("400", "409", "412", "422", "503");
                assertThat(parameters(operation)).as(name).contains("If-Match", "Idempotency-Key", "dryRun");
            }
            if (name.matches("(PUT|PATCH) .*")) {
                assertThat(answers).as(name).contains("428");
            }
            assertThat(answers).as(name).anyMatch(status -> status.startsWith("2"));
            assertThat(operation.has("security")).as(name).isEqualTo(open);
        });
    }

    @Test
    void everyMethodThatReadsABodySaysWhichOne() {
        operations()
                .forEach((name, operation) -> assertThat(operation.has("requestBody"))
                        .as(name)
                        .isEqualTo(name.matches("(POST|PUT|PATCH) .*")));
    }

    @Test
    void isOpenApiWhoseReferencesAllLead() {
        assertThat(api.path("openapi").stringValue()).startsWith("3.1.");
        assertThat(api.at("/info/title").stringValue()).isEqualTo("Meridian controller");
        assertThat(api.at("/components/securitySchemes/bearer/scheme").stringValue())
                .isEqualTo("bearer");
        List<String> references = new ArrayList<>();
        collect(api, references);

        assertThat(references)
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
        operations()
                .forEach((name, operation) -> operation
                        .path("responses")
                        .forEach(answer -> assertThat(answer.has("$ref") || answer.has("description"))
                                .as(name)
                                .isTrue()));
        SortedSet<String> ids = new TreeSet<>();
        operations()
                .values()
                .forEach(operation -> ids.add(operation.path("operationId").stringValue()));
        assertThat(ids).hasSameSizeAs(operations().keySet());
    }

    @Test
    void answersHaveExactlyTheMembersThatTheirSchemasName() {
        for (String path : List.of("/v1/regions", "/v1/senders", "/v1/drains", "/v1/explain", "/v1/decisions/latest")) {
            JsonNode schema = resolved(api.path("paths")
                    .path(path)
                    .at("/get/responses/200/content")
                    .path("application/json")
                    .path("schema"));

            assertThat(controller.get(path, VIEWER).json().propertyNames())
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(textsOf(schema.path("required")));
        }
    }

    @Test
    void whatOlderEdgesDoNotSayIsNotRequired() {
        JsonNode observation =
                resolved(api.at("/paths/~1v1~1observations/post/requestBody/content/application~1json/schema"));

        assertThat(observation.path("properties").propertyNames()).contains("origin", "shed", "running");
        assertThat(textsOf(observation.path("required"))).contains("origin").doesNotContain("shed", "running");
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? api.at(schema.path("$ref").stringValue().substring(1)) : schema;
    }

    private static List<String> textsOf(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    private static boolean isChange(String name) {
        return !name.startsWith("GET ") && !name.matches("POST /v1/(reports|observations|drains/preview)");
    }

    private static List<String> parameters(JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(one -> names.add(one.path("name").stringValue()));
        return names;
    }

    /** By method and path. */
    private static SortedMap<String, JsonNode> operations() {
        SortedMap<String, JsonNode> operations = new TreeMap<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(one -> operations.put(
                                RequestMethod.valueOf(one.getKey().toUpperCase(java.util.Locale.ROOT)) + " "
                                        + path.getKey(),
                                one.getValue())));
        return operations;
    }

    private static List<String> named(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream().map(method -> method + " " + path))
                .toList();
    }

    private static void collect(JsonNode node, List<String> references) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equals("$ref")) {
                references.add(member.getValue().stringValue());
            }
        }
        node.forEach(child -> collect(child, references));
    }
}
