package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.cli.FakeController.Asked;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freeze, pins, safety rules, and the tables of the past. */
class HoldingTest extends CommandLineTest {
    private static final String FROZEN =
            "{\"reason\": \"migration\", \"owner\": \"ana\", \"expiresAt\": \"2026-11-24T12:00:00Z\"}";

    private static final String PINS = """
            {"pins": {
              "default": {"shares": {"eu-west-1": 2500, "us-west-2": 7500}, "reason": "test", "owner": "ana",
                          "expiresAt": "2026-11-24T12:00:00Z"},
              "us-west-2": {"shares": {"us-west-2": 10000}, "reason": "test", "owner": "ben",
                            "expiresAt": "2026-11-24T12:00:00Z"}}}""";

    @TempDir
    Path dir;

    @Test
    void freezeLastsTwoHoursUnlessSaid() {
        controller.on("PUT /v1/freeze", 200, FROZEN);

        assertThat(run("freeze", "--reason", "migration"))
                .isEqualTo(new Ran(0, "frozen until 2026-11-24T12:00:00Z; to end it earlier: meridian unfreeze\n", ""));
        assertThat(json(controller.asked().getLast().body()))
                .isEqualTo(json("{\"reason\": \"migration\", \"expiresAt\": \"2026-11-24T12:00:00Z\"}"));
        run("freeze", "--reason", "x", "--expires", "30m");
        assertThat(controller.asked().getLast().body()).contains("2026-11-24T10:30:00Z");
        assertThat(run("freeze").exitCode()).isEqualTo(2);
    }

    @Test
    void unfreezeSaysSoAndWhatIsNotThereIsRefused() {
        controller.on("GET /v1/freeze", 200, FROZEN, "\"seen\"");
        controller.on("DELETE /v1/freeze", 204, "");
        assertThat(run("unfreeze")).isEqualTo(new Ran(0, "not frozen any more\n", ""));
        assertThat(controller.asked().getLast().ifMatch()).isEqualTo("\"seen\"");
        controller.on("GET /v1/freeze", 404, FakeController.problem(404, "the table is not frozen"));
        assertThat(run("unfreeze").exitCode()).isEqualTo(1);
    }

    @Test
    void pinTakesPercentages() {
        controller.on("PUT /v1/pins/default", 200, FROZEN);

        Ran ran = run("pin", "default", "eu-west-1=62.5", "us-west-2=37.5", "--reason", "test", "--override", "why");

        assertThat(ran.out()).startsWith("origin default is pinned until 2026-11-24T12:00:00Z");
        assertThat(json(controller.asked().getLast().body())).isEqualTo(json("""
                        {"shares": {"eu-west-1": 6250, "us-west-2": 3750}, "reason": "test",
                         "expiresAt": "2026-11-24T12:00:00Z", "override": {"reason": "why"}}"""));
        assertThat(run("pin", "default", "eu-west-1=62.5", "--reason", "test"))
                .satisfies(wrong -> assertThat(wrong.exitCode()).isEqualTo(2))
                .satisfies(wrong -> assertThat(wrong.err()).contains("sum to 62.50, they must sum to 100"));
        assertThat(run("pin", "default", "eu-west-1=100.001", "--reason", "test")
                        .err())
                .contains("at most two decimals");
    }

    @Test
    void pinsAreListedAndEndedOneOrAll() {
        controller.on("GET /v1/pins", 200, PINS);
        controller.on("GET /v1/pins/default", 200, "{}", "\"one\"");
        controller.on("GET /v1/pins/us-west-2", 200, "{}", "\"two\"");
        controller.on("GET /v1/pins/elsewhere", 404, FakeController.problem(404, "origin elsewhere is not pinned"));
        controller.on("DELETE /v1/pins/default", 204, "");
        controller.on("DELETE /v1/pins/us-west-2", 204, "");

        assertThat(run("pins").out()).isEqualTo("""
                ORIGIN     SHARES                                EXPIRES               OWNER  REASON
                default    eu-west-1 25.00 %, us-west-2 75.00 %  2026-11-24T12:00:00Z  ana    test
                us-west-2  us-west-2 100.00 %                    2026-11-24T12:00:00Z  ben    test
                """);
        assertThat(run("unpin", "default").out()).isEqualTo("origin default is not pinned any more\n");
        assertThat(run("unpin", "elsewhere").err())
                .isEqualTo("meridian: the controller refused (404): origin elsewhere is not pinned\n");
        assertThat(run("unpin", "--all").out()).hasLineCount(2);
        assertThat(run("unpin").exitCode()).isEqualTo(2);
    }

    @Test
    void pinsThatWereShownAreEndedAndNoOthers() {
        controller.on("GET /v1/pins", 200, PINS);
        controller.on("GET /v1/pins/default", 200, "{}", "\"one\"");
        controller.on("GET /v1/pins/us-west-2", 200, "{}", "\"two\"");
        controller.on("DELETE /v1/pins/default?dryRun=true", 200, "{\"outlook\": {\"notes\": []}}");
        controller.on("DELETE /v1/pins/default", 204, "");
        controller.on("DELETE /v1/pins/us-west-2", 412, "{\"status\": 412, \"current\": {\"owner\": \"ben\"}}");

        Ran ran = runAsked(true, "unpin", "--all");

        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err())
                .contains("the pin of default leads to; ended are: default, us-west-2\n")
                .endsWith(
                        "meridian: not pinned any more: default; but of the pin of us-west-2: somebody has changed it meanwhile,"
                                + " it stays as it is: {\"owner\":\"ben\"}\n");
        assertThat(controller.asked())
                .extracting(asked -> asked.line() + " " + asked.ifMatch())
                .containsExactly(
                        "GET /v1/pins null",
                        "GET /v1/pins/default null",
                        "GET /v1/pins/us-west-2 null",
                        "DELETE /v1/pins/default?dryRun=true \"one\"",
                        "DELETE /v1/pins/default \"one\"",
                        "DELETE /v1/pins/us-west-2 \"two\"");
    }

    @Test
    void pinThatIsGoneMeanwhileIsWhatWasWantedOfAll() {
        controller.on("GET /v1/pins", 200, PINS);
        controller.on("GET /v1/pins/us-west-2", 200, "{}", "\"two\"");
        controller.on("DELETE /v1/pins/us-west-2", 204, "");

        assertThat(run("unpin", "--all")).isEqualTo(new Ran(0, "origin us-west-2 is not pinned any more\n", ""));

        controller.on("GET /v1/pins/default", 200, "{}", "\"one\"");
        assertThat(run("unpin", "--all").out()).hasLineCount(2);
        assertThat(controller.asked().getLast().line()).isEqualTo("DELETE /v1/pins/us-west-2");

        controller.on("GET /v1/pins/us-west-2", 404, FakeController.problem(404, "not pinned"));
        controller.on("GET /v1/pins/default", 404, FakeController.problem(404, "not pinned"));
        assertThat(run("unpin", "--all")).isEqualTo(new Ran(1, "", "meridian: no origin is pinned\n"));
    }

    @Test
    void safetyKeepsTheRuleThatIsNotGiven() {
        String rules = "{\"atLeast\": 1, \"neverTogether\": [[\"eu-west-1\", \"us-west-2\"]]}";
        controller.on("GET /v1/safety-rules", 200, rules, "\"seen\"");
        controller.on("PUT /v1/safety-rules", 200, rules);

        assertThat(run("safety").out()).isEqualTo("""
                at least 1 regions are left to serve
                never all away together: eu-west-1, us-west-2
                """);
        run("safety", "--at-least", "2");
        assertThat(json(controller.asked().getLast().body())).isEqualTo(json(rules.replace("1,", "2,")));
        run("safety", "--never-together", "a,b", "--never-together", "b,c");
        assertThat(json(controller.asked().getLast().body()))
                .isEqualTo(json("{\"atLeast\": 1, \"neverTogether\": [[\"a\", \"b\"], [\"b\", \"c\"]]}"));
        run("safety", "--clear-together");
        assertThat(json(controller.asked().getLast().body()))
                .isEqualTo(json("{\"atLeast\": 1, \"neverTogether\": []}"));
    }

    @Test
    void historyShowsTheLatestTablesAndWhy() {
        controller.on("GET /v1/tables?after=0.0&limit=1000", 200, """
                {"tables": [
                  {"version": {"epoch": 1, "version": 1}, "decidedAt": "2026-11-24T09:00:00.5Z", "why": ["the first table"]},
                  {"version": {"epoch": 1, "version": 2}, "decidedAt": "2026-11-24T10:00:00Z", "why": ["one", "two"]}]}""");

        assertThat(run("history", "--last", "1").out()).isEqualTo("""
                TABLE  DECIDED               WHY
                1.2    2026-11-24T10:00:00Z  one
                1.2    2026-11-24T10:00:00Z  two
                """);
        assertThat(json(run("history", "-o", "json").out()).path("tables").size())
                .isEqualTo(2);
    }

    @Test
    void recipeOfTheRollbackSkipsATableThatOnlySomeEdgesHad() throws Exception {
        controller.on("GET /v1/tables?after=0.0&limit=1000", 200, """
                {"tables": [
                  {"version": {"epoch": 1, "version": 14}, "decidedAt": "2026-11-24T09:00:00Z", "why": ["the first table"]},
                  {"version": {"epoch": 1, "version": 15}, "decidedAt": "2026-11-24T09:30:00Z", "why": ["one", "two"]},
                  {"version": {"epoch": 1, "version": 16}, "decidedAt": "2026-11-24T10:00:00Z", "why": [
                    "a change that moves 30.00 % of all requests is tried until 2026-11-24T10:00:30Z, first on us/edge-0"]},
                  {"version": {"epoch": 1, "version": 17}, "decidedAt": "2026-11-24T10:00:30Z", "why": [
                    "a change that moves 30.00 % of all requests is tried no longer; its edges saw no traffic", "a share"]}
                ]}""");
        Path history = Files.writeString(dir.resolve("history"), run("history").out());
        String recipe = Files.readAllLines(Path.of("../../docs/operations.md")).stream()
                .filter(line -> line.strip().startsWith("good=$("))
                .findFirst()
                .orElseThrow();

        Process shell = new ProcessBuilder(
                        "sh", "-c", recipe.replace("infra/bin/meridian history", "cat " + history) + "\necho $good")
                .redirectErrorStream(true)
                .start();
        assertThat(shell.inputReader().readAllAsString()).isEqualTo("1.15\n");
    }

    @Test
    void diffComparesWithTheTableThatHolds() {
        controller.on("GET /v1/table", 200, FakeController.golden("table.json"));
        controller.on("GET /v1/tables/1.2/diff/1.12", 200, """
                {"from": {"epoch": 1, "version": 2}, "to": {"epoch": 1, "version": 12},
                 "origins": {"default": {"shares": {"eu-west-1": {"before": 5000, "after": 0}},
                                         "shed": {"before": 0, "after": 250}}},
                 "regions": {"eu-west-1": {"before": {"endpoint": "http://eu", "kind": "EDGE", "health": "HEALTHY", "labels": []},
                                           "after": {"endpoint": "http://eu", "kind": "EDGE", "health": "DOWN", "labels": []}}}}""");

        assertThat(run("diff", "1.2").out()).isEqualTo("""
                table 1.2 -> 1.12

                ORIGIN   REGION     WHAT    BEFORE   AFTER
                -        eu-west-1  health  HEALTHY  DOWN
                default  eu-west-1  share   50.00 %  0.00 %
                default  -          shed    0.00 %   2.50 %
                """);
        controller.on("GET /v1/tables/1.2/diff/1.3", 200, """
                {"from": {"epoch": 1, "version": 2}, "to": {"epoch": 1, "version": 3}, "origins": {}, "regions": {}}""");
        assertThat(run("diff", "1.2", "1.3").out()).isEqualTo("table 1.2 -> 1.3: they say the same\n");
    }

    @Test
    void rollbackSaysUntilWhenAndHowToEndIt() {
        controller.on(
                "POST /v1/tables/1.2/rollback",
                200,
                "{\"table\": {\"epoch\": 1, \"version\": 2}, \"pins\": "
                        + json(PINS).path("pins") + "}");

        assertThat(run("rollback", "1.2", "--reason", "bad weights").out())
                .isEqualTo("as in table 1.2: 2 origins are pinned until 2026-11-24T12:00:00Z; to end it earlier:"
                        + " meridian unpin --all\n");
        assertThat(controller.asked()).extracting(Asked::line).containsExactly("POST /v1/tables/1.2/rollback");
    }

    @Test
    void sendersNamesWhoIsStaleAndWhoDoesNotFollow() {
        controller.on("GET /v1/senders", 200, """
                {"table": {"epoch": 1, "version": 12},
                 "agents": [{"place": "eu-west-1", "name": "agent-0", "ageMillis": 20500, "freshness": "STALE", "table": null}],
                 "edges": [{"place": "us-west-2", "name": "edge-0", "ageMillis": 900, "freshness": "FRESH",
                            "table": {"epoch": 1, "version": 11}, "following": "STUCK"}],
                 "stale": ["agent eu-west-1/agent-0"], "behind": [], "slow": [], "stuck": ["edge us-west-2/edge-0"]}""");

        assertThat(run("senders").out()).isEqualTo("""
                table 1.12

                KIND   PLACE      NAME     HEARD     STATE  TABLE  FOLLOWS
                agent  eu-west-1  agent-0  20 s ago  STALE  -      -
                edge   us-west-2  edge-0   0 s ago   FRESH  1.11   STUCK
                STALE: agent eu-west-1/agent-0
                STUCK: edge us-west-2/edge-0
                """);
    }

    @Test
    void explainOfAnOriginShowsItsNumbers() {
        controller.on("GET /v1/explain?origin=elsewhere", 200, """
                {"table": {"epoch": 1, "version": 12}, "decidedAt": "2026-11-24T10:00:00Z", "origin": "elsewhere",
                 "listedAs": "default", "demandRps": 12.5, "residency": [], "shed": 250, "freeze": %s, "pin": null,
                 "shares": {"eu-west-1": {"share": 10000, "wanted": 9000, "intent": {"weight": 100, "enabled": true},
                   "drain": null, "state": {"health": "HEALTHY"},
                   "load": {"demandRps": 12.2, "capacityRps": 20.0, "utilisation": 6100, "given": true},
                   "roundTripMillis": 12.34, "streams": {"running": 3, "edges": 1, "silent": 0},
                   "reasons": [{"stage": "weight", "before": 0, "after": 10000, "because": "weight 100 of 100"}]}},
                 "alarms": []}""".formatted(FROZEN));

        assertThat(run("explain", "elsewhere").out()).isEqualTo("""
                table 1.12, decided 2026-11-24T10:00:00Z
                origin elsewhere, which is not listed and obeys default, asks for 12.5/s, refuses 2.50 %
                FROZEN by ana until 2026-11-24T12:00:00Z: migration

                REGION     SHARE     BEST     WEIGHT  HEALTH   LOAD    UTILISATION  ROUND TRIP  STREAMS  DRAINED BY
                eu-west-1  100.00 %  90.00 %  100     HEALTHY  12.2/s  61 %         12.3 ms     3        -

                default -> eu-west-1
                  STAGE   BEFORE  AFTER     BECAUSE
                  weight  0.00 %  100.00 %  weight 100 of 100
                """);
        assertThat(run("explain", "elsewhere", "--region", "eu-west-1").exitCode())
                .isZero();
        assertThat(run("explain", "elsewhere", "--region", "eu-wst-1"))
                .isEqualTo(new Ran(1, "", "meridian: the decision has no region eu-wst-1 (it has: eu-west-1)\n"));
    }
}
