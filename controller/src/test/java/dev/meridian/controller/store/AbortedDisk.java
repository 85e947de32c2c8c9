package dev.meridian.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An ext4 file system in a file, which can become read-only under open files as one whose device fails does ({@code
 * errors=remount-ro}). Only root can mount it; the test is skipped elsewhere.
 */
public final class AbortedDisk implements AutoCloseable {
    private static final long BYTES = 32L << 20;

    private final Path image;
    private final Path folder;

    private AbortedDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** Skips the test where that is not allowed, or there is no ext4. */
    public static AbortedDisk mount(Path image, Path folder) throws IOException {
        Files.createDirectory(folder);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        AbortedDisk disk = new AbortedDisk(image, folder);
        assumeTrue(Commands.run("mkfs.ext4", "-q", "-F", image.toString()), "there is no mkfs.ext4");
        assumeTrue(disk.mounted(), "only root can mount a disk");
        return disk;
    }

    public Path folder() {
        return folder;
    }

    /** From now on nothing is written any more, to open files neither; it can be read. */
    public void turnReadOnly() throws IOException {
        assertThat(Commands.run("mount", "-o", "remount,abort", folder.toString()))
                .isTrue();
    }

    /** What operators do with such a disk, while nobody uses it: its journal is replayed. */
    public void mend() throws IOException {
        close();
        assertThat(mounted()).isTrue();
    }

    @Override
    public void close() throws IOException {
        assertThat(Commands.run("umount", folder.toString())).isTrue();
    }

    private boolean mounted() throws IOException {
        return Commands.run("mount", "-o", "loop", image.toString(), folder.toString());
    }
}
