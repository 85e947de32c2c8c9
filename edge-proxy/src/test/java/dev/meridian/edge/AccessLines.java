package dev.meridian.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The access log of an edge, which writes it to a file. */
final class AccessLines {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Path file;

    AccessLines(Path folder) {
        this.file = folder.resolve("access.log");
    }

    /** The setting that makes an edge write here. */
    String setting() {
        return "--meridian.edge.access-log-file=" + file;
    }

    String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every line, each of which must be JSON. */
    List<JsonNode> all() {
        return text().lines().map(json::readTree).toList();
    }

    /** Waits for that many lines. */
    List<JsonNode> await(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> text().chars().filter(c -> c == '\n').count() >= count);
        return all();
    }

    /** Waits for the line of one request. */
    JsonNode of(String id) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> text().contains("\"id\":\"" + id + "\""));
        return all().stream()
                .filter(line -> line.path("id").asString("").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
