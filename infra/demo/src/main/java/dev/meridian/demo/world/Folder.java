package dev.meridian.demo.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The temporary folder of a run, readable by its user only. */
final class Folder {
    private final Path root;

    private Folder(Path root) {
        this.root = root;
    }

    static Folder create() throws IOException {
        // createTempDirectory gives it to the user alone, on every system that knows users.
        Folder folder = new Folder(Files.createTempDirectory("meridian-demo-"));
        Files.createDirectory(folder.logs());
        return folder;
    }

    Path root() {
        return root;
    }

    /** What the programs print. */
    Path logs() {
        return root.resolve("logs");
    }

    /** A file of the given text. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(root.resolve(name), text);
    }

    /** A folder of that name, created if need be. */
    Path directory(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    /** Deletes all of it. */
    void delete() {
        deleteBut(null);
    }

    /** Deletes tokens, data and settings; the logs stay for whoever looks for the failure. */
    void deleteButLogs() {
        deleteBut(logs());
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
