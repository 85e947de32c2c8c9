package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @TempDir
    private Path folder;

    @Test
    void tooLittleMemoryIsSixWithOneSentence() throws Exception {
        Process meridian = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Meridian.class.getName(),
                        "replay",
                        large().toString())
                .start();
        meridian.getOutputStream().close();
        String err = new String(meridian.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(err).matches("meridian: this needs more memory than the [0-9]+ MiB that it has \\(-Xmx\\)\n");
        assertThat(meridian.waitFor()).isEqualTo(6);
    }

    /** As large as a replay may be. */
    private Path large() throws IOException {
        Path file = folder.resolve("decision.json");
        try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
            empty.setLength(64L * 1024 * 1024);
        }
        return file;
    }
}
