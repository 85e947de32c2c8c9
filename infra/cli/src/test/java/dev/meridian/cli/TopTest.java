package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.cli.FakeController.Asked;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopTest extends CommandLineTest {
    private static final String EXPLAINED = """
            {"table": {"epoch": 3, "version": 17}, "decidedAt": "2026-11-24T10:00:00.5Z", "origin": "default",
             "shares": {"eu-west-1": {"roundTripMillis": 141.26}, "us-west-2": {"roundTripMillis": null}},
             "alarms": ["frozen by ana"]}""";

    @BeforeEach
    void answer() {
        controller.on("GET /v1/regions", 200, REGIONS);
        controller.on("GET /v1/explain?origin=default", 200, EXPLAINED);
        controller.on("GET /v1/senders", 200, "{\"stale\": [\"agent eu-west-1/a\"], \"behind\": []}");
    }

    @Test
    void showsOneScreenWithoutATerminal() {
        assertThat(run("top")).isEqualTo(new Ran(0, """
                table 3.17, decided 2026-11-24T10:00:00Z
                ALARM: frozen by ana
                STALE: agent eu-west-1/a

                REGION     HEALTH    LOAD             ROUND TRIP  STREAMS               DRAINED UNTIL         AGENTS  EDGES  BECAUSE
                eu-west-1  DRAINING  62 % of 240.0/s  141.3 ms    7, unknown of 1 edge  2026-11-24T12:00:00Z  2/3     1/1    agents 2/3 ready
                us-west-2  -         -                -           unknown               -                     0/0     0/0    -

                ORIGIN   eu-west-1  us-west-2
                default  50.00 %    0.00 %

                round trips are of origin default
                """, ""));
    }

    @Test
    void shownOnceToAPersonToo() {
        assertThat(runAsked(true, "top", "--once").out()).startsWith("table 3.17");
        assertThat(json(runAsked(true, "top", "-o", "json").out())
                        .at("/explain/table/version")
                        .asInt())
                .isEqualTo(17);
        assertThat(controller.asked()).extracting(Asked::line).hasSize(6);
    }

    @Test
    void alarmsAndSendersAreBounded() {
        String many = IntStream.range(0, 40).mapToObj(i -> "\"a" + i + "\"").collect(Collectors.joining(","));
        controller.on("GET /v1/senders", 200, "{\"stale\": [" + many + "], \"behind\": [" + many + "]}");

        assertThat(run("top").out())
                .contains("STALE: a4\nSTALE: and 35 more\n", "ANOTHER TABLE: a4\nANOTHER TABLE: and 35 more\n");
    }

    @Test
    void slowAndStuckEdgesAreNamed() {
        controller.on("GET /v1/senders", 200, "{\"slow\": [\"edge a/1\"], \"stuck\": [\"edge b/2\"]}");

        assertThat(run("top").out()).contains("SLOW: edge a/1\nSTUCK: edge b/2\n");
    }

    @Test
    void whatIsRefusedEndsItWithTheReason() {
        controller.on(
                "GET /v1/explain?origin=default", 503, FakeController.problem(503, "nothing has been decided yet"));

        assertThat(run("top").exitCode()).isEqualTo(1);
        assertThat(run("top", "--every", "1m").err()).contains("--every must be 1s to 25s");
    }
}
