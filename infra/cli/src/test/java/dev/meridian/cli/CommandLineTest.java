package dev.meridian.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of all commands share: a fake controller, and a run of the command line against it. */
abstract class CommandLineTest {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00.25Z");

    static final String REGIONS = """
            {"table": {"epoch": 1, "version": 12}, "regions": {
              "eu-west-1": {
                "endpoint": "http://eu.example:8080", "kind": "EDGE", "intent": {"weight": 100, "enabled": true},
                "state": {"health": "DRAINING", "since": "2026-11-24T09:00:00Z", "score": 6000, "dial": 5000,
                          "badCycles": 0, "goodCycles": 0, "because": "agents 2/3 ready"},
                "load": {"demandRps": 149.04, "capacityRps": 240.0, "utilisation": 6210, "given": true},
                "drain": {"id": "d-1", "region": "eu-west-1", "mode": "GRACEFUL", "reason": "kernel upgrade",
                          "owner": "ana", "startedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-11-24T12:00:00Z"},
                "shares": {"default": 5000}, "agents": {"fresh": 2, "known": 3}, "edges": {"fresh": 1, "known": 1},
                "streams": {"running": 7, "edges": 2, "silent": 1},
                "cluster": {"edgesReady": 2, "edgesTotal": 3, "view": "CURRENT", "ageMillis": 400,
                            "pods": {"total": 3, "ready": 2, "starting": 0, "terminating": 0, "restarts": 7},
                            "endpoints": 2, "pending": {"RESOURCES": 1}, "rollout": true,
                            "nodes": {"node-a": ["CORDONED"]}, "moreNodes": 0}},
              "us-west-2": {
                "endpoint": "http://us.example:8080", "kind": "EDGE", "intent": {"weight": 80, "enabled": false},
                "state": null, "drain": null,
                "shares": {"default": 0}, "agents": {"fresh": 0, "known": 0}, "edges": {"fresh": 0, "known": 0}}
            }}""";

    static final String DRAINS = """
            {"drains": [
              {"id": "d-1", "region": "eu-west-1", "mode": "GRACEFUL", "reason": "kernel upgrade, CHG-1042",
               "owner": "ana", "startedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-11-24T12:00:00Z"},
              {"id": "d-2", "region": "us-west-2", "mode": "EMERGENCY", "reason": "flood",
               "owner": "ben", "startedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-11-24T11:00:00Z"}
            ], "streams": {"eu-west-1": {"running": 0, "edges": 2, "silent": 0},
                           "us-west-2": {"running": null, "edges": 0, "silent": 3}}}""";

    final FakeController controller = new FakeController();

    @AfterEach
    void stop() {
        controller.close();
    }

    /** Runs the command line with the fake controller's address in the environment. */
    Ran run(String... arguments) {
        return run(Map.of("MERIDIAN_URL", controller.url()), arguments);
    }

    static Ran run(Map<String, String> environment, String... arguments) {
        return run(Person.NOBODY, environment, arguments);
    }

    /** Runs it with a person at the terminal who answers every question. */
    Ran runAsked(boolean agrees, String... arguments) {
        Person person = new Person() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public boolean agrees(String question) {
                return agrees;
            }
        };
        return run(person, Map.of("MERIDIAN_URL", controller.url()), arguments);
    }

    private static Ran run(Person person, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Meridian.run(
                environment, () -> NOW, person, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    /** How a run ended and what it printed. */
    record Ran(int exitCode, String out, String err) {}
}
