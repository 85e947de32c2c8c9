package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AuditTest extends CommandLineTest {
    private static final String FIRST_PAGE = "GET /v1/audit?after=0&limit=1000";

    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path dir;

    @BeforeEach
    void threeEntries() {
        String previous = AuditEntry.BEGIN;
        for (int id = 1; id <= 3; id++) {
            AuditEntry entry = AuditEntry.next(id, previous, fact(id));
            lines.add(json(entry));
            previous = entry.hash();
        }
    }

    @Test
    void listsAsATable() {
        controller.on(FIRST_PAGE, 200, page(lines));

        assertThat(run("audit")).isEqualTo(new Ran(0, """
                ID  AT                    WHO  ACTION      TARGET     OUTCOME  BEFORE              AFTER             REASON    WHY
                1   2026-11-24T12:00:00Z  ana  intent.set  us-west-2  DONE     weight 100 enabled  weight 1 enabled  it broke  -
                2   2026-11-24T12:00:00Z  ana  intent.set  us-west-2  DONE     weight 100 enabled  weight 2 enabled  it broke  -
                3   2026-11-24T12:00:00Z  ana  intent.set  us-west-2  DONE     weight 100 enabled  weight 3 enabled  it broke  -
                """, ""));
    }

    @Test
    void exportVerifies() throws IOException {
        controller.on(FIRST_PAGE, 200, page(lines));
        Path export = Files.writeString(
                dir.resolve("audit.jsonl"), run("audit", "-o", "json").out());

        assertThat(Files.readAllLines(export)).hasSize(3);
        assertThat(run("audit", "verify", export.toString()))
                .isEqualTo(new Ran(0, "the audit is whole: 3 entries\n", ""));
    }

    @Test
    void controllersAuditVerifies() {
        controller.on(FIRST_PAGE, 200, page(lines));

        assertThat(run("audit", "verify").out()).isEqualTo("the audit is whole: 3 entries\n");
    }

    @Test
    void firstBrokenEntryIsNamed() throws IOException {
        lines.set(1, lines.get(1).replace("weight 2", "weight 9"));
        Path export = Files.write(dir.resolve("audit.jsonl"), lines);

        assertThat(run("audit", "verify", export.toString()))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "meridian: the audit is broken: entry 2 was changed: its hash is not that of what it says\n"));
    }

    @Test
    void missingEntryIsNamed() throws IOException {
        lines.remove(1);
        Path export = Files.write(dir.resolve("audit.jsonl"), lines);

        Ran ran = run("audit", "verify", export.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("entry 3 follows 1");
    }

    @Test
    void whatIsNoEntryIsNamed() throws IOException {
        Path export = Files.writeString(dir.resolve("audit.jsonl"), "{}\n");
        assertThat(run("audit", "verify", export.toString()).err()).contains("comes what is none: \"at\" is missing");
        Files.writeString(export, "no\n");
        assertThat(run("audit", "verify", export.toString()).err()).contains("line 1 is not JSON");
        assertThat(run("audit", "verify", dir.resolve("none").toString()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void fileWithoutEntriesIsNotWhole() throws IOException {
        Path export = Files.writeString(dir.resolve("audit.jsonl"), "");

        assertThat(run("audit", "verify", export.toString()))
                .isEqualTo(new Ran(1, "", "meridian: file " + export + " has no entries\n"));
    }

    private static AuditFact fact(int number) {
        return new AuditFact(
                Instant.parse("2026-11-24T12:00:00.25Z"),
                "ana",
                "operator",
                "intent.set",
                "us-west-2",
                "weight 100 enabled",
                "weight " + number + " enabled",
                "it broke",
                "r-" + number,
                AuditFact.Outcome.DONE,
                null);
    }

    private static String json(AuditEntry entry) {
        AuditFact fact = entry.fact();
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("id", entry.id()).put("at", fact.at().toString()).put("who", fact.who());
        json.put("role", fact.role()).put("action", fact.action()).put("target", fact.target());
        json.put("before", fact.before()).put("after", fact.after()).put("reason", fact.reason());
        json.put("requestId", fact.requestId()).put("outcome", fact.outcome().name());
        json.put("why", fact.why()).put("previous", entry.previous()).put("hash", entry.hash());
        return json.toString();
    }

    private static String page(List<String> entries) {
        return "{\"entries\": [" + String.join(", ", entries) + "]}";
    }
}
