package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.store.SqliteControlStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a running controller into a file, and from there into another one. */
final class BackupTest {
    private static final String INTENT = "/v1/regions/us-west-2/intent";

    @TempDir
    Path dir;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path data;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path backup;

    @BeforeEach
    void places() {
        data = dir.resolve("data");
        backup = dir.resolve("backup.db");
    }

    @Test
    void backupBringsBackWhatWasThereAndKeepsWhatCameAfter() throws IOException {
        try (RunningController controller = start()) {
            put(controller, 7);
            Answer copy = controller.get("/v1/backup");
            assertThat(copy.status()).isEqualTo(200);
            Files.write(backup, copy.response().body());
            put(controller, 8);
        }
        Ran ran = restore();

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("whose audit of 1 entries is whole; what was there is " + data);
        assertThat(ran.code()).isZero();
        assertThat(filesOf(data)).hasSize(2).anyMatch(name -> name.startsWith("controller.db.before-"));
        try (RunningController controller = start()) {
            assertThat(weight(controller)).isEqualTo(7);
            assertThat(controller.get("/v1/audit").json().path("entries").values())
                    .extracting(entry -> entry.path("action").asString())
                    .containsExactly("intent.set", "store.restore");
            assertThat(controller.bean(SqliteControlStore.class).latestDecision())
                    .isNotNull();
            assertThat(controller.get("/v1/table").json().at("/version/epoch").asLong())
                    .as("edges take its tables")
                    .isGreaterThan(1_000_000);
        }
    }

    @Test
    void backupIsRestoredIntoAFolderThatIsNotThere() throws IOException {
        backUpWithWeight(7);
        data = dir.resolve("other/data");

        assertThat(restore().code()).isZero();
        assertThat(filesOf(data)).containsExactly("controller.db");
    }

    @Test
    void damagedBackupChangesNothing() throws IOException {
        backUpWithWeight(7);
        byte[] bytes = Files.readAllBytes(backup);
        for (int i = 4_096; i < bytes.length; i += 7) {
            bytes[i] = (byte) ~bytes[i];
        }
        Files.write(backup, bytes);

        assertRefused("its file is damaged");
    }

    @Test
    void fileThatIsNoBackupChangesNothing() throws IOException {
        backUpWithWeight(7);
        Files.delete(backup);
        assertRefused("does not exist");
        Files.writeString(backup, "no database at all ".repeat(100));
        assertRefused("its file is damaged");
    }

    @Test
    void runningControllerIsNotTakenItsStoreAway() throws IOException {
        backUpWithWeight(7);
        try (RunningController controller = start()) {
            Ran ran = restore();

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("a controller uses " + data.resolve("controller.db") + ", stop it first");
            put(controller, 9);
        }
        assertThat(filesOf(data)).containsExactly("controller.db");
    }

    @Test
    void helpSaysHow() {
        Ran ran = restoreWith("--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("usage: restore FILE --data-dir DIR").contains("controller.db.before-TIME");
        assertThat(restoreWith("-h")).isEqualTo(ran);
        assertThat(restoreWith(backup.toString())).isEqualTo(new Ran(2, "", "usage: restore FILE --data-dir DIR\n"));
    }

    private void assertRefused(String why) throws IOException {
        byte[] before = Files.readAllBytes(data.resolve("controller.db"));
        Ran ran = restore();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains(why);
        assertThat(Files.readAllBytes(data.resolve("controller.db"))).isEqualTo(before);
        assertThat(filesOf(data)).containsExactly("controller.db");
    }

    private void backUpWithWeight(int weight) throws IOException {
        try (RunningController controller = start()) {
            put(controller, weight);
            Files.write(backup, controller.get("/v1/backup").response().body());
        }
    }

    private RunningController start() {
        return RunningController.start(dir, new ProportionalPolicy());
    }

    private Ran restore() {
        return restoreWith(backup.toString(), "--data-dir", data.toString());
    }

    private static Ran restoreWith(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = RestoreCommand.run(
                Stream.concat(Stream.of("restore"), Stream.of(arguments)).toList(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void put(RunningController controller, int weight) {
        Answer answer = controller.put(INTENT, "{\"weight\":" + weight + ",\"enabled\":true}");
        assertThat(answer.status()).isEqualTo(200);
    }

    private static int weight(RunningController controller) {
        return controller
                .get("/v1/regions")
                .json()
                .at("/regions/us-west-2/intent/weight")
                .asInt();
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private record Ran(int code, String out, String err) {}
}
