package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest extends CommandLineTest {
    @TempDir
    Path dir;

    @Test
    void savesWhatTheControllerSends() throws IOException {
        controller.on("GET /v1/backup", 200, "SQLite format 3");
        Path file = Files.writeString(dir.resolve("backup.db"), "of yesterday");

        assertThat(run("backup", file.toString())).isEqualTo(new Ran(0, "saved 15 bytes to " + file + "\n", ""));
        assertThat(file).hasContent("SQLite format 3");
    }

    @Test
    void refusalLeavesTheFileAsItIs() throws IOException {
        controller.on("GET /v1/backup", 403, FakeController.problem(403, "this needs a token of role admin"));
        Path file = Files.writeString(dir.resolve("backup.db"), "of yesterday");

        Ran ran = run("backup", file.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("this needs a token of role admin");
        assertThat(file).hasContent("of yesterday");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatAKilledRunLeftIsInNobodysWay() throws IOException {
        controller.on("GET /v1/backup", 200, "SQLite format 3");
        Path left = Files.writeString(dir.resolve("backup.db.part"), "half of a backup");
        Path file = dir.resolve("backup.db");

        assertThat(run("backup", file.toString()).exitCode()).isZero();
        assertThat(file).hasContent("SQLite format 3");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactlyInAnyOrder(file, left);
        }
    }

    @Test
    void folderThatIsMissingIsNamed() {
        controller.on("GET /v1/backup", 200, "SQLite format 3");

        assertThat(run("backup", dir.resolve("none/backup.db").toString()).err())
                .contains("cannot be written");
    }
}
