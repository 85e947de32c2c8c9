package dev.meridian.cli;

import static dev.meridian.cli.FakeController.problem;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write steers nobody's terminal, and looks like no line of the command's own. */
class ControlCharactersTest extends CommandLineTest {
    /** In JSON: clears the screen by a C0 and by a C1 character, and begins a line. */
    private static final String WRITTEN = "x\\u001b[2J\\u009b2J\\nALARM: y";

    private static final String SHOWN = "x\uFFFD[2J\uFFFD2J\uFFFDALARM: y";

    private static final String HELD =
            "{\"owner\": \"%1$s\", \"reason\": \"%1$s\", \"expiresAt\": \"2026-11-24T12:00:00Z\"}".formatted(WRITTEN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit",
                "drain list",
                "pins",
                "explain",
                "explain default",
                "top",
                "senders",
                "weight eu-west-1 5 --dry-run",
            })
    void whatPeopleWriteIsShownPlain(String command) {
        answer();

        Ran ran = run(command.split(" ", -1));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains(SHOWN).doesNotContain("\033", "\u009b", "\nALARM: y");
    }

    @Test
    void holdsOfAnOriginAreShownPlain() {
        answer();

        assertThat(run("explain", "default").out())
                .contains("FROZEN by " + SHOWN + " until 2026-11-24T12:00:00Z: " + SHOWN + "\n")
                .contains("PINNED by " + SHOWN + " until 2026-11-24T12:00:00Z: " + SHOWN + "\n");
    }

    @Test
    void refusalIsOnePlainLine() {
        controller.on("GET /v1/table", 409, problem(409, WRITTEN));

        assertThat(run("routes").err()).isEqualTo("meridian: the controller refused (409): " + SHOWN + "\n");
    }

    @Test
    void jsonIsWhatTheControllerSaid() {
        answer();

        assertThat(json(run("pins", "-o", "json").out())
                        .at("/pins/default/reason")
                        .asString())
                .isEqualTo("x\033[2J\u009b2J\nALARM: y");
    }

    private void answer() {
        controller.on("GET /v1/audit?after=0&limit=1000", 200, """
                {"entries": [{"id": 1, "who": "ana", "reason": "%s"}]}""".formatted(WRITTEN));
        controller.on("GET /v1/drains", 200, """
                {"drains": [{"id": "d-1", "region": "eu-west-1", "reason": "%s"}]}""".formatted(WRITTEN));
        controller.on("GET /v1/pins", 200, "{\"pins\": {\"default\": " + HELD + "}}");
        controller.on("GET /v1/decisions/latest", 200, """
                {"version": {"epoch": 1, "version": 12}, "states": {}, "reasons": {}, "alarms": ["%s"]}""".formatted(WRITTEN));
        controller.on("GET /v1/explain?origin=default", 200, """
                {"origin": "default", "listedAs": "default", "freeze": %1$s, "pin": %1$s, "shares": {}, "alarms": ["%2$s"]}""".formatted(HELD, WRITTEN));
        controller.on("GET /v1/regions", 200, REGIONS);
        controller.on("GET /v1/senders", 200, "{\"stale\": [\"" + WRITTEN + "\"]}");
        controller.on("GET /v1/regions/eu-west-1/intent", 200, "{\"weight\": 100, \"enabled\": true}");
        controller.on("PUT /v1/regions/eu-west-1/intent?dryRun=true", 200, """
                {"outlook": {"notes": ["%1$s"]}, "overridden": ["%1$s"], "objections": ["%1$s"]}""".formatted(WRITTEN));
    }
}
