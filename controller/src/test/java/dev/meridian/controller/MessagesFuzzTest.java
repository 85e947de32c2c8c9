package dev.meridian.controller;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.Evidence;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.fixtures.fuzz.FuzzRun;
import dev.meridian.fixtures.fuzz.Mutator;
import dev.meridian.routing.decision.Received;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.Steering;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Broken reports, observations and changes are answered, never by a server error, and what is refused has changed nothing. */
final class MessagesFuzzTest {
    private static final Mutator MUTATOR = new Mutator(
            "null",
            "true",
            "\"\"",
            "{}",
            "[]",
            ",",
            ":",
            "\"schema\":2,",
            "\"region\":",
            "\"override\":{\"reason\":\"r\"},",
            "\"expiresAt\":",
            "\"+1000000000-01-01T00:00:00Z\"",
            "\"shares\":{},",
            "1e999",
            "-0.0",
            "NaN",
            "\\u0000",
            "\\ud800",
            "\u00c0\u00af",
            "\u00ed\u00a0\u0080",
            "//",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":");

    @TempDir
    Path dir;

    @Test
    void brokenMessagesAreAnsweredAndWhatIsRefusedChangesNothing() throws IOException {
        FuzzRun run = FuzzRun.ofController("messages", 40);
        List<Call> calls = calls();
        try (RunningController controller = RunningController.start(
                dir,
                new ProportionalPolicy(),
                "--meridian.controller.limits.operator-rate=1000000",
                "--meridian.controller.limits.message-rate=1000000",
                "--meridian.controller.limits.sender-rate=1000000")) {
            Map<String, Integer> answers = new HashMap<>();
            run.cases().forEach(number -> {
                RandomGenerator random = run.random(number);
                Call call = calls.get(random.nextInt(calls.size()));
                byte[] body = MUTATOR.mutate(
                        random,
                        call.bytes(),
                        calls.get(random.nextInt(calls.size())).bytes());
                State before = State.of(controller);
                Answer answer = controller.send(call.request(controller, body, number));
                answers.merge("case-" + number, answer.status(), Integer::sum);
                String wrong = wrong(answer, before, State.of(controller));
                if (wrong != null) {
                    run.failed(number, call + ": " + wrong, body);
                }
            });
            noneOfWhatWasRefusedIsDone(controller, run, answers);
            if (answers.values().stream().noneMatch(status -> status < 300)) {
                run.failed("nothing was good: nothing much was tried");
            }
        }
        run.finish();
    }

    /** What is wrong with an answer, or null. */
    private static @Nullable String wrong(Answer answer, State before, State after) {
        if (answer.status() >= 500) {
            return "it is answered " + answer.status();
        }
        if (answer.status() < 400) {
            return null;
        }
        if (!answer.header("Content-Type").startsWith("application/problem+json")
                || answer.json().path("detail").asString("").isEmpty()) {
            return "the refusal is no problem: " + answer.text();
        }
        if (answer.text().contains("Exception") || answer.text().contains("dev.meridian")) {
            return "the refusal shows the program's insides: " + answer.text();
        }
        return before.equals(after) ? null : "it is refused with " + answer.status() + ", but the state is another one";
    }

    private static void noneOfWhatWasRefusedIsDone(
            RunningController controller, FuzzRun run, Map<String, Integer> answers) {
        long after = 0;
        while (true) {
            JsonNode entries =
                    controller.get("/v1/audit?limit=1000&after=" + after).json().path("entries");
            if (entries.isEmpty()) {
                return;
            }
            for (JsonNode entry : entries) {
                after = entry.path("id").longValue();
                int status = answers.getOrDefault(entry.path("requestId").stringValue(), 0);
                if (status >= 400 && entry.path("outcome").stringValue().equals("DONE")) {
                    run.failed("it was answered " + status + ", but done: " + entry);
                }
            }
        }
    }

    private static List<Call> calls() throws IOException {
        String soon = Instant.now()
                .plus(2, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String held = "{\"reason\": \"r\", \"expiresAt\": \"%s\"%s}";
        String drain = ControllerTest.golden("drain.json")
                .replaceFirst("\"expiresAt\": \"[^\"]*\"", "\"expiresAt\": \"" + soon + "\"");
        String shares = ", \"shares\": {\"us-west-2\": 2500, \"eu-west-1\": 7500}";
        return List.of(
                new Call("POST", "/v1/reports", ControllerTest.golden("report.json")),
                new Call("POST", "/v1/reports", ControllerTest.golden("report.json")),
                new Call("POST", "/v1/observations", ControllerTest.golden("observation.json")),
                new Call("POST", "/v1/observations", ControllerTest.golden("observation.json")),
                new Call("PUT", "/v1/regions/eu-west-1/intent", ControllerTest.golden("intent.json")),
                new Call("PUT", "/v1/regions/eu-west-1/intent", ControllerTest.golden("intent.json")),
                new Call("POST", "/v1/drains", drain),
                new Call("POST", "/v1/drains/preview", drain),
                new Call("PUT", "/v1/freeze", held.formatted(soon, "")),
                new Call("PUT", "/v1/pins/us-west-2", held.formatted(soon, shares)),
                new Call(
                        "PUT",
                        "/v1/safety-rules",
                        "{\"atLeast\": 1, \"neverTogether\": [[\"us-west-2\", \"eu-west-1\"]]}"));
    }

    private record Call(String method, String path, String body) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }

        HttpRequest request(RunningController controller, byte[] sent, long number) {
            return HttpRequest.newBuilder(controller.uri(path))
                    .header("Content-Type", "application/json")
                    .header("If-Match", "*")
                    .header("X-Request-Id", "case-" + number)
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(sent))
                    .build();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** What messages can change; reports and observations without their ages. */
    private record State(
            List<?> reports, List<?> observations, Map<?, ?> intents, List<Drain> drains, Steering steering) {
        static State of(RunningController controller) {
            Evidence heard = controller.bean(Evidence.class);
            ControlStore store = controller.bean(ControlStore.class);
            return new State(
                    heard.reports().latest().stream().map(Received::message).toList(),
                    heard.observations().latest().stream()
                            .map(Received::message)
                            .toList(),
                    store.intents(),
                    store.openDrains(),
                    store.steering());
        }
    }
}
