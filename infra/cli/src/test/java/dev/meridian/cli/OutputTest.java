package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The same data in each form that is not for people. */
class OutputTest extends CommandLineTest {
    private final ObjectMapper yaml = new YAMLMapper();

    @TempDir
    private Path folder;

    @Test
    void yamlSaysWhatJsonSays() {
        controller.on("GET /v1/regions", 200, REGIONS);
        controller.on("GET /v1/drains", 200, DRAINS);
        controller.on("GET /v1/table", 200, FakeController.golden("table.json"));

        for (List<String> command : List.of(List.of("regions"), List.of("drain", "list"), List.of("routes"))) {
            JsonNode json = json(shown(command, "json").out());
            assertThat(yaml.readTree(shown(command, "yaml").out())).isEqualTo(json);
            assertThat(json).isNotEmpty();
        }
    }

    @Test
    void auditInYamlIsADocumentForEachEntry() {
        controller.on("GET /v1/audit?after=0&limit=1000", 200, "{\"entries\": [{\"id\": 1}, {\"id\": 2}]}");

        assertThat(run("audit", "-o", "yaml").out()).isEqualTo("---\nid: 1\n---\nid: 2\n");
    }

    @Test
    void backupSaysWhereAndHowMuch() {
        controller.on("GET /v1/backup", 200, "SQLite format 3");
        Path file = folder.resolve("backup.db");

        assertThat(json(run("backup", file.toString(), "-o", "json").out()))
                .isEqualTo(json("{\"file\": \"" + file + "\", \"bytes\": 15}"));
        assertThat(Files.exists(file)).isTrue();
    }

    private Ran shown(List<String> command, String form) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("-o", form));
        return run(arguments.toArray(new String[0]));
    }
}
