package dev.meridian.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A folder as Kubernetes mounts a ConfigMap or a Secret: each file is a link to {@code ..data/<name>}, and {@code ..data} a
 * link to a folder that holds one version; a new version comes by renaming another link over {@code ..data}.
 */
final class ConfigMapFolder {
    private final Path folder;
    private int version;

    ConfigMapFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** The path that a setting names. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Brings a version with one file in it; with null the file is gone. */
    void put(String name, @Nullable String text) throws IOException {
        Path next = Files.createDirectory(folder.resolve("..v" + ++version));
        if (text != null) {
            Files.writeString(next.resolve(name), text);
        }
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!Files.isSymbolicLink(file(name))) {
            Files.createSymbolicLink(file(name), Path.of("..data", name));
        }
    }
}
