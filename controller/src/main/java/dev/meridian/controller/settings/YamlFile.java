package dev.meridian.controller.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads small YAML files that people write. */
public final class YamlFile {
    /** The largest file in bytes; 64 regions or a thousand tokens stay well under it. */
    public static final int MAX_BYTES = 1024 * 1024;

    private YamlFile() {}

    /**
     * The file's root.
     *
     * @throws ConfigurationError if the file is missing, unreadable, too large, or no YAML mapping
     */
    public static YamlNode read(Path file) {
        return new YamlNode(file.getFileName().toString(), parse(file, text(file)));
    }

    private static String text(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new ConfigurationError(file + " has " + size + " bytes, the limit is " + MAX_BYTES);
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ConfigurationError(file + " does not exist", e);
        } catch (IOException e) {
            throw new ConfigurationError(file + " cannot be read as UTF-8 text", e);
        }
    }

    private static @Nullable Object parse(Path file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigurationError(file + " is not valid YAML at line " + line + ": " + e.getProblem(), e);
        } catch (RuntimeException e) { // a tag such as !!int before what is none lets other exceptions through
            throw new ConfigurationError(file + " is not valid YAML", e);
        }
    }
}
