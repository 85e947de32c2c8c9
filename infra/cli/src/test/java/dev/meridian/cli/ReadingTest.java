package dev.meridian.cli;

import static dev.meridian.cli.FakeController.golden;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingTest extends CommandLineTest {
    private static final String DECISION = """
            {"version": {"epoch": 1, "version": 12}, "decidedAt": "2026-11-24T10:00:00.715403591Z",
             "states": {
               "eu-west-1": {"health": "DEGRADED", "since": "2026-11-24T09:00:00Z", "score": 6000, "dial": 10000,
                             "badCycles": 0, "goodCycles": 0, "because": "agents 2/3 ready"},
               "us-west-2": {"health": "HEALTHY", "since": "2026-11-24T08:00:00Z", "score": 10000, "dial": 10000,
                             "badCycles": 0, "goodCycles": 9, "because": "agents 3/3 ready"}},
             "reasons": {
               "default": {"eu-west-1": [{"stage": "capacity", "before": 0, "after": 5000, "because": "weight 100 of 200"}]},
               "us-west-2": {
                 "eu-west-1": [{"stage": "capacity", "before": 0, "after": 5000, "because": "weight 100 of 200"},
                               {"stage": "health", "before": 5000, "after": 3750, "because": "score 60.00 %"}],
                 "us-west-2": [{"stage": "capacity", "before": 0, "after": 5000, "because": "weight 100 of 200"}]}},
             "alarms": ["more than half of the senders are silent"]}""";

    @Test
    void regionsShowsIntentAndHealth() {
        controller.on("GET /v1/regions", 200, REGIONS);

        assertThat(run("regions")).isEqualTo(new Ran(0, """
                        REGION     HEALTH    WEIGHT  ENABLED  LOAD             STREAMS               DRAINED UNTIL         AGENTS  EDGES  PODS                                       NODES            ENDPOINT                BECAUSE
                        eu-west-1  DRAINING  100     yes      62 % of 240.0/s  7, unknown of 1 edge  2026-11-24T12:00:00Z  2/3     1/1    2/3 ready, 1 pending (RESOURCES), rollout  node-a CORDONED  http://eu.example:8080  agents 2/3 ready
                        us-west-2  -         80      no       -                unknown               -                     0/0     0/0    -                                          -                http://us.example:8080  -
                        """, ""));
    }

    @Test
    void jsonIsTheControllersAnswer() {
        controller.on("GET /v1/table", 200, golden("table.json"));

        Ran ran = run("routes", "-o", "json");

        assertThat(json(ran.out())).isEqualTo(json(golden("table.json")));
        assertThat(run("-o", "json", "routes")).isEqualTo(ran);
    }

    @Test
    void routesShowsTheSharesOfEveryOrigin() {
        controller.on("GET /v1/table", 200, golden("table.json"));

        assertThat(run("routes").out()).isEqualTo("""
                        table 1.12, decided 2026-11-24T10:00:00Z

                        ORIGIN          ap-southeast-1  eu-west-1  us-west-2  SHED
                        (health)        DRAINING        DEGRADED   HEALTHY    -
                        ap-southeast-1  28.58 %         35.71 %    35.71 %    0.00 %
                        default         28.58 %         35.71 %    35.71 %    0.00 %
                        eu-west-1       28.58 %         35.71 %    35.71 %    0.00 %
                        us-west-2       0.00 %          0.00 %     100.00 %   2.50 %
                        """);
    }

    @Test
    void routesOfOneOriginShowsOnlyIt() {
        controller.on("GET /v1/table", 200, golden("table.json"));

        assertThat(run("routes", "--origin", "us-west-2").out())
                .contains("us-west-2  0.00 %")
                .doesNotContain("\ndefault")
                .doesNotContain("\neu-west-1");
    }

    @Test
    void anOriginThatIsNotListedIsServedByDefault() {
        controller.on("GET /v1/table", 200, golden("table.json"));

        assertThat(run("routes", "--origin", "elsewhere").out())
                .contains("\ndefault ")
                .doesNotContain("\nus-west-2");
    }

    @Test
    void explainShowsTheStepsToAShare() {
        controller.on("GET /v1/decisions/latest", 200, DECISION);

        assertThat(run("explain", "--origin", "us-west-2", "--region", "eu-west-1")
                        .out())
                .isEqualTo("""
                        table 1.12, decided 2026-11-24T10:00:00Z

                        ALARM: more than half of the senders are silent

                        REGION     HEALTH    SINCE                 SCORE    DIAL      BECAUSE
                        eu-west-1  DEGRADED  2026-11-24T09:00:00Z  60.00 %  100.00 %  agents 2/3 ready

                        us-west-2 -> eu-west-1
                          STAGE     BEFORE   AFTER    BECAUSE
                          capacity  0.00 %   50.00 %  weight 100 of 200
                          health    50.00 %  37.50 %  score 60.00 %
                        """);
    }

    @Test
    void explainShowsEverythingUnlessAsked() {
        controller.on("GET /v1/decisions/latest", 200, DECISION);

        assertThat(run("explain").out())
                .contains("default -> eu-west-1", "us-west-2 -> eu-west-1", "us-west-2 -> us-west-2");
    }

    @Test
    void explainNamesTheOriginsThatThereAre() {
        controller.on("GET /v1/decisions/latest", 200, DECISION);

        assertThat(run("explain", "--origin", "nowhere"))
                .isEqualTo(
                        new Ran(1, "", "meridian: the decision has no origin nowhere (it has: default, us-west-2)\n"));
        assertThat(run("explain", "--region", "nowhere"))
                .isEqualTo(new Ran(
                        1, "", "meridian: the decision has no region nowhere (it has: eu-west-1, us-west-2)\n"));
    }

    @Test
    void drainListShowsWhoDrainsWhatAndWhy() {
        controller.on("GET /v1/drains", 200, DRAINS);

        assertThat(run("drain", "list").out()).isEqualTo("""
                        REGION     MODE       STREAMS LEFT  EXPIRES               OWNER  ID   REASON
                        eu-west-1  GRACEFUL   0             2026-11-24T12:00:00Z  ana    d-1  kernel upgrade, CHG-1042
                        us-west-2  EMERGENCY  unknown       2026-11-24T11:00:00Z  ben    d-2  flood
                        """);
    }

    @Test
    void drainListSaysThatThereIsNone() {
        controller.on("GET /v1/drains", 200, "{\"drains\": []}");

        assertThat(run("drain", "list").out()).isEqualTo("no region is being drained\n");
    }
}
