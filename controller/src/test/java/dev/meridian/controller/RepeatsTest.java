package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that is asked for again under its key is made once. */
final class RepeatsTest {
    private static final String INTENT = "/v1/regions/us-west-2/intent";
    private static final String SEVEN = "{\"weight\":7,\"enabled\":true}";
    private static final String KEY = "Idempotency-Key";

    @TempDir
    Path dir;

    @Test
    void repeatedDrainHearsTheFirstAnswerAlsoAfterARestart() {
        String drain = ControllerTest.drainOf("eu-west-1", 1);
        Answer first;
        try (RunningController controller = start()) {
            first = controller.post("/v1/drains", drain, KEY, "k-1");
            assertThat(first.status()).isEqualTo(201);
            assertThat(first.header("Idempotency-Replayed")).isEmpty();
            assertSame(controller.post("/v1/drains", drain, KEY, "k-1"), first);
            controller.delete(first.header("Location"));
        }
        try (RunningController controller = start()) {
            assertSame(controller.post("/v1/drains", drain, KEY, "k-1"), first);

            assertThat(controller.get("/v1/drains").json().at("/drains")).isEmpty();
            assertThat(controller.get("/v1/audit").json().at("/entries")).hasSize(2);
        }
    }

    @Test
    void repeatedIntentHearsTheFirstAnswerThoughItsStateIsStale() {
        try (RunningController controller = start()) {
            String seen = controller.get(INTENT).header("ETag");
            Answer first = controller.put(INTENT, SEVEN, KEY, "k", "If-Match", seen);

            Answer again = controller.put(INTENT, SEVEN, KEY, "k", "If-Match", seen);

            assertThat(first.status()).isEqualTo(200);
            assertSame(again, first);
            assertThat(controller.get("/v1/audit").json().at("/entries")).hasSize(1);
        }
    }

    @Test
    void repeatedEndAndExtensionAreAnsweredLikeTheFirst() {
        try (RunningController controller = start()) {
            String drain = controller
                    .post("/v1/drains", ControllerTest.drainOf("eu-west-1", 1))
                    .header("Location");
            String body = "{\"expiresAt\":\"" + Instant.now().plusSeconds(9_000) + "\"}";
            Answer extended = controller.patch(drain, body, KEY, "k-1", "If-Match", "*");
            assertThat(extended.status()).isEqualTo(200);
            assertSame(controller.patch(drain, body, KEY, "k-1", "If-Match", "*"), extended);

            Answer ended = controller.delete(drain, KEY, "k-2");
            assertThat(ended.status()).isEqualTo(204);
            assertSame(controller.delete(drain, KEY, "k-2"), ended);
        }
    }

    @Test
    void otherChangeUnderTheSameKeyIsRefused() {
        try (RunningController controller = start()) {
            controller.put(INTENT, SEVEN, KEY, "k");

            Answer body = controller.put(INTENT, "{\"weight\":8,\"enabled\":true}", KEY, "k");
            Answer path = controller.put("/v1/regions/eu-west-1/intent", SEVEN, KEY, "k");
            Answer kind = controller.post("/v1/drains", ControllerTest.drainOf("eu-west-1", 1), KEY, "k");

            for (Answer answer : List.of(body, path, kind)) {
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.json().at("/detail").stringValue()).contains("Idempotency-Key was used");
            }
            assertThat(controller.get(INTENT).json().at("/weight").intValue()).isEqualTo(7);
            assertThat(controller.get("/v1/drains").json().at("/drains")).isEmpty();
        }
    }

    @Test
    void refusalIsNotKeptSinceNothingWasDone() {
        try (RunningController controller = start()) {
            Answer refused = controller.put(INTENT, SEVEN, KEY, "k", "If-Match", "\"stale\"");
            Answer done = controller.put(INTENT, SEVEN, KEY, "k", "If-Match", "*");

            assertThat(List.of(refused.status(), done.status())).containsExactly(412, 200);
        }
    }

    @Test
    void changeWhoseAnswerCannotBeKeptIsNotMade() throws SQLException {
        try (RunningController controller = start();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("data/controller.db"));
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TRIGGER full BEFORE INSERT ON answer BEGIN SELECT RAISE(ABORT, 'full'); END");

            Answer put = controller.put(INTENT, SEVEN, KEY, "k");
            Answer drain = controller.post("/v1/drains", ControllerTest.drainOf("eu-west-1", 1), KEY, "l");

            assertThat(List.of(put.status(), drain.status())).containsExactly(503, 503);
            assertThat(controller.get(INTENT).json().at("/weight").intValue()).isEqualTo(100);
            assertThat(controller.get("/v1/drains").json().at("/drains")).isEmpty();
            assertThat(controller.get("/v1/audit").json().at("/entries")).isEmpty();
            assertThat(controller.put(INTENT, SEVEN).status())
                    .as("without a key nothing is kept")
                    .isEqualTo(200);
        }
    }

    @Test
    void keyIsItsCallersOwn() throws IOException {
        try (RunningController controller = RunningController.start(
                dir, new ProportionalPolicy(), "--meridian.controller.tokens-file=" + RolesTest.tokensFile(dir))) {
            Answer operator = controller.put(INTENT, SEVEN, KEY, "k", "Authorization", "Bearer token-of-operator");
            Answer admin = controller.put(
                    INTENT, "{\"weight\":8,\"enabled\":true}", KEY, "k", "Authorization", "Bearer token-of-admin");
            Answer viewer = controller.put(INTENT, SEVEN, KEY, "k", "Authorization", "Bearer token-of-viewer");

            assertThat(List.of(operator.status(), admin.status(), viewer.status()))
                    .containsExactly(200, 200, 403);
        }
    }

    @Test
    void manyAtOnceMakeOneChange() throws Exception {
        String drain = ControllerTest.drainOf("eu-west-1", 1);
        try (RunningController controller = start();
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            Callable<Answer> call = () -> controller.post("/v1/drains", drain, KEY, "k");
            List<Future<Answer>> answers = callers.invokeAll(Collections.nCopies(16, call));

            String first = answers.getFirst().get().text();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(201);
                assertThat(answer.get().text()).isEqualTo(first);
            }
            assertThat(controller.get("/v1/audit").json().at("/entries")).hasSize(1);
        }
    }

    @Test
    void keyThatIsNoneIsNamed() {
        try (RunningController controller = start()) {
            Answer answer = controller.put(INTENT, SEVEN, KEY, "with space");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().at("/detail").stringValue()).contains("1 to 128 visible ASCII");
            assertThat(controller.put(INTENT, SEVEN, KEY, "k".repeat(129)).status())
                    .isEqualTo(400);
            assertThat(controller.put(INTENT, SEVEN, KEY, "k", KEY, "l").status())
                    .isEqualTo(400);
            assertThat(controller.put(INTENT, SEVEN, KEY, "k".repeat(128)).status())
                    .isEqualTo(200);
        }
    }

    private static void assertSame(Answer again, Answer first) {
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    private RunningController start() {
        return RunningController.start(dir, new ProportionalPolicy());
    }
}
