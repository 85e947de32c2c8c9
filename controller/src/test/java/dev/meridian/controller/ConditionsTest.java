package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change is made on the state that its caller has seen. */
final class ConditionsTest {
    private static final String INTENT = "/v1/regions/us-west-2/intent";
    private static final String SEVEN = "{\"weight\":7,\"enabled\":true}";

    @TempDir
    Path dir;

    @SuppressWarnings("NullAway.Init") // started before each test
    private RunningController controller;

    @BeforeEach
    void start() {
        controller = RunningController.start(dir, new ProportionalPolicy());
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void intentIsReplacedByWhoHasSeenIt() {
        Answer seen = controller.get(INTENT);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.json().toString()).isEqualTo("{\"weight\":100,\"enabled\":true}");

        Answer put = controller.put(INTENT, SEVEN, "If-Match", seen.header("ETag"));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.header("ETag"))
                .isNotEqualTo(seen.header("ETag"))
                .isEqualTo(controller.get(INTENT).header("ETag"));
    }

    @Test
    void staleStateIsRefusedWithTheOneThatThereIsAndChangesNothing() {
        String seen = controller.get(INTENT).header("ETag");
        controller.put(INTENT, SEVEN);

        Answer stale = controller.put(INTENT, "{\"weight\":8,\"enabled\":true}", "If-Match", seen);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("Content-Type")).startsWith("application/problem+json");
        assertThat(stale.json().at("/current/weight").intValue()).isEqualTo(7);
        assertThat(stale.header("ETag"))
                .isEqualTo(controller.get(INTENT).header("ETag"))
                .isEqualTo(stale.json().at("/etag").stringValue());
        assertThat(controller.get(INTENT).json().at("/weight").intValue()).isEqualTo(7);
    }

    @Test
    void replacingWithoutSayingWhatIsRefused() {
        Answer put = controller.send("PUT", INTENT, SEVEN, "Content-Type", "application/json");
        String drain = drain("eu-west-1");
        Answer patch = controller.patch(drain, "{\"expiresAt\":\"" + inHours(3) + "\"}");

        assertThat(put.status()).isEqualTo(428);
        assertThat(put.json().at("/current/weight").intValue()).isEqualTo(100);
        assertThat(put.header("ETag")).isEqualTo(controller.get(INTENT).header("ETag"));
        assertThat(patch.status()).isEqualTo(428);
        assertThat(controller.get(INTENT).json().at("/weight").intValue()).isEqualTo(100);
    }

    @Test
    void anyStateAndOneOfSeveralWillDo() {
        String seen = controller.get(INTENT).header("ETag");

        assertThat(controller
                        .put(INTENT, SEVEN, "If-Match", "\"none\" , " + seen)
                        .status())
                .isEqualTo(200);
        assertThat(controller.put(INTENT, SEVEN, "If-Match", "*").status()).isEqualTo(200);
    }

    @Test
    void weakTagMatchesNothing() {
        String seen = controller.get(INTENT).header("ETag");

        assertThat(controller.put(INTENT, SEVEN, "If-Match", "W/" + seen).status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "\"open", "\"a\" \"b\"", "*, \"a\"", "\"a\",,\"b\"", "w/\"a\""})
    void whatIsNoTagIsNamed(String match) {
        Answer answer = controller.put(INTENT, SEVEN, "If-Match", match);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/detail").stringValue()).contains("If-Match must be");
    }

    @Test
    void unchangedStateIsNotSentAgain() {
        String seen = controller.get(INTENT).header("ETag");

        assertThat(controller.get(INTENT, "If-None-Match", seen).status()).isEqualTo(304);
    }

    @Test
    void drainIsShownOpenAndEnded() {
        String drain = drain("eu-west-1");
        Answer open = controller.get(drain);
        assertThat(open.json().at("/region").stringValue()).isEqualTo("eu-west-1");
        assertThat(open.json().has("endedAt")).isFalse();
        assertThat(open.header("ETag")).isNotEmpty();

        assertThat(controller.delete(drain, "If-Match", open.header("ETag")).status())
                .isEqualTo(204);
        Answer ended = controller.get(drain);

        assertThat(ended.json().at("/endedBy").stringValue()).isEqualTo("anonymous@loopback");
        assertThat(ended.header("ETag")).isNotEqualTo(open.header("ETag"));
        assertThat(controller.delete(drain, "If-Match", open.header("ETag")).status())
                .as("it has what it wants")
                .isEqualTo(204);
        assertThat(controller.get("/v1/drains/none").status()).isEqualTo(404);
    }

    @Test
    void drainIsExtendedWithinItsBoundsByWhoHasSeenIt() {
        String drain = drain("eu-west-1");
        String seen = controller.get(drain).header("ETag");
        Instant later = inHours(50);

        Answer extended = controller.patch(drain, "{\"expiresAt\":\"" + later + "\"}", "If-Match", seen);

        assertThat(extended.status()).isEqualTo(200);
        assertThat(extended.json().at("/expiresAt").stringValue()).isEqualTo(later.toString());
        assertThat(controller.get("/v1/drains").json().at("/drains/0/expiresAt").stringValue())
                .isEqualTo(later.toString());
        assertThat(controller.get(drain).header("ETag")).isEqualTo(extended.header("ETag"));
        assertThat(controller
                        .patch(drain, "{\"expiresAt\":\"" + later + "\"}", "If-Match", seen)
                        .status())
                .isEqualTo(412);
        assertThat(controller.delete(drain, "If-Match", seen).status()).isEqualTo(412);
        assertThat(controller.get("/v1/audit").json().at("/entries/1/action").stringValue())
                .isEqualTo("drain.extend");
    }

    @Test
    void extensionOutOfItsBoundsChangesNothing() {
        String drain = drain("eu-west-1");
        Answer before = controller.get(drain);

        Answer tooLong = controller.patch(drain, "{\"expiresAt\":\"" + inHours(73) + "\"}", "If-Match", "*");
        Answer past = controller.patch(drain, "{\"expiresAt\":\"2001-01-01T00:00:00Z\"}", "If-Match", "*");
        Answer other = controller.patch(drain, "{\"reason\":\"x\"}", "If-Match", "*");
        Answer unknown = controller.patch("/v1/drains/none", "{\"expiresAt\":\"" + inHours(3) + "\"}", "If-Match", "*");

        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.json().at("/detail").stringValue()).contains("the limit is PT72H");
        assertThat(past.status()).isEqualTo(400);
        assertThat(past.json().at("/detail").stringValue()).contains("must be after now");
        assertThat(other.status()).isEqualTo(400);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(controller.get(drain).text()).isEqualTo(before.text());
        controller.delete(drain);
        assertThat(controller
                        .patch(drain, "{\"expiresAt\":\"" + inHours(3) + "\"}", "If-Match", "*")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void operatorsSteerOnWhereNoDecisionCanBeMade() {
        AtomicBoolean broken = new AtomicBoolean();
        Path folder = dir.resolve("broken");
        ProportionalPolicy policy = new ProportionalPolicy();
        try (RunningController other = RunningController.start(createDirectory(folder), (inputs, settings, now) -> {
            if (broken.get()) {
                throw new IllegalStateException("broken for the test");
            }
            return policy.decide(inputs, settings, now);
        })) {
            broken.set(true);

            assertThat(other.put(INTENT, SEVEN).status()).isEqualTo(200);
            assertThat(other.put(INTENT + "?dryRun=true", SEVEN).status()).isEqualTo(500);
        }
    }

    private static Path createDirectory(Path folder) {
        try {
            return Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String drain(String region) {
        return controller.post("/v1/drains", ControllerTest.drainOf(region, 1)).header("Location");
    }

    private static Instant inHours(int hours) {
        return Instant.now().plus(hours, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
    }
}
