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
            {"regions": [
              {"name": "eu-west-1", "kind": "EDGE", "endpoint": "http://eu.example:8080",
               "intent": {"weight": 100, "enabled": true}, "health": "DEGRADED", "because": "agents 2/3 ready"},
              {"name": "us-west-2", "kind": "EDGE", "endpoint": "http://us.example:8080",
               "intent": {"weight": 80, "enabled": false}, "health": "HEALTHY", "because": ""}
            ]}""";

    static final String DRAINS = """
            {"drains": [
              {"id": "d-1", "region": "eu-west-1", "mode": "GRACEFUL", "reason": "kernel upgrade, CHG-1042",
               "owner": "ana", "startedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-11-24T12:00:00Z"},
              {"id": "d-2", "region": "us-west-2", "mode": "EMERGENCY", "reason": "flood",
               "owner": "ben", "startedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-11-24T11:00:00Z"}
            ]}""";

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
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Meridian.run(environment, () -> NOW, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    /** How a run ended and what it printed. */
    record Ran(int exitCode, String out, String err) {}
}
