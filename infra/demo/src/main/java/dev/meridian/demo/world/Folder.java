package dev.meridian.demo.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The temporary folder of a run, readable by its user only. Thread-safe: once it is deleted, nothing brings it back, even
 * while another thread is still writing.
 */
final class Folder {
    private static final int NAME_BYTES = 8;

    private final Path root;
    private boolean deleted;

    /** A folder that does not exist yet. */
    Folder() {
        byte[] name = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(name);
        root = Path.of(
                System.getProperty("java.io.tmpdir"),
                "meridian-demo-" + HexFormat.of().formatHex(name));
    }

    /**
     * Creates it, with a folder for logs and one for the programs' temporary files.
     *
     * @throws IllegalStateException if it was deleted already
     */
    synchronized void create() throws IOException {
        requireNotDeleted();
        boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(root);
        }
        Files.createDirectory(logs());
        Files.createDirectory(temporary());
    }

    Path root() {
        return root;
    }

    /** What the programs print. */
    Path logs() {
        return root.resolve("logs");
    }

    /** Where the programs unpack what they need: a killed one cannot tidy up after itself. */
    Path temporary() {
        return root.resolve("tmp");
    }

    /** Writes a file. @throws IllegalStateException if the folder was deleted */
    synchronized void write(String name, String text) throws IOException {
        requireNotDeleted();
        Files.writeString(root.resolve(name), text);
    }

    /** A folder of that name, created if need be. @throws IllegalStateException if the whole folder was deleted */
    synchronized Path directory(String name) throws IOException {
        requireNotDeleted();
        return Files.createDirectories(root.resolve(name));
    }

    /** Deletes all of it, or sees to it that it is never created. */
    synchronized void delete() {
        deleted = true;
        deleteBut(null);
    }

    /** Deletes tokens, data and settings; the logs stay for whoever looks for the failure. */
    synchronized void deleteButLogs() {
        deleted = true;
        deleteBut(logs());
    }

    private void requireNotDeleted() {
        if (deleted) {
            throw new IllegalStateException("the demo is ending, " + root + " is deleted");
        }
    }

    private void deleteBut(@Nullable Path kept) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.equals(kept) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                        throws IOException {
                    if (kept == null || !kept.startsWith(directory)) {
                        Files.deleteIfExists(directory);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // Deleted already.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }
}
