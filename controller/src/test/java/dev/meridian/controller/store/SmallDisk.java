package dev.meridian.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, which only root can make; a write-ahead log, of 4 MB at most, fits. */
public record SmallDisk(Path folder) implements AutoCloseable {
    /** Skips the test where that is not allowed. */
    public static SmallDisk mount(Path folder) throws IOException {
        Files.createDirectory(folder);
        boolean mounted = Commands.run("mount", "-t", "tmpfs", "-o", "size=12m", "meridian-test", folder.toString());
        assumeTrue(mounted, "only root can mount a small disk");
        return new SmallDisk(folder);
    }

    /** Until nothing more fits. */
    public void fill() throws IOException {
        try {
            Files.write(folder.resolve("full"), new byte[16 * 1024 * 1024]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** As it was before it was filled. */
    public void makeRoom() throws IOException {
        Files.delete(folder.resolve("full"));
    }

    void makeReadOnly() throws IOException {
        assertThat(Commands.run("mount", "-o", "remount,ro", folder.toString())).isTrue();
    }

    @Override
    public void close() throws IOException {
        assertThat(Commands.run("umount", folder.toString())).isTrue();
    }
}
