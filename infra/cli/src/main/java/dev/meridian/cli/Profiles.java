package dev.meridian.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The file of profiles: {@code meridian/profiles.yaml} in {@code XDG_CONFIG_HOME}, else in {@code ~/.config}. */
final class Profiles {
    /** Hundreds of profiles; a larger file is another file. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final String PROFILES = "profiles";
    private static final String URL = "url";
    private static final String TOKEN_FILE = "token-file";

    private final Path file;
    private final Path home;

    private Profiles(Path file, Path home) {
        this.file = file;
        this.home = home;
    }

    /** @throws UnusableOption if the file has no such profile, or says what is not known or cannot be read */
    static Profile read(Map<String, String> environment, String name) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        @Nullable String folder = Variables.of(environment, "XDG_CONFIG_HOME");
        Path configuration = folder == null ? home.resolve(".config") : Path.of(folder);
        return new Profiles(configuration.resolve("meridian").resolve("profiles.yaml"), home).named(name);
    }

    private Profile named(String name) {
        JsonNode all = parsed();
        requireKnown("", all, List.of(PROFILES));
        JsonNode profiles = all.path(PROFILES);
        JsonNode found = profiles.path(name);
        if (found.isMissingNode()) {
            throw unusable("has no profile \"" + name + "\", it has: " + String.join(", ", profiles.propertyNames()));
        }
        String of = "profile \"" + name + "\" ";
        requireKnown(of, found, List.of(URL, TOKEN_FILE));
        @Nullable String token = text(of, found, TOKEN_FILE);
        return new Profile(text(of, found, URL), token == null ? null : path(token));
    }

    private JsonNode parsed() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw unusable("has more than " + MAX_BYTES + " bytes");
            }
            return new YAMLMapper().readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw unusable("does not exist");
        } catch (IOException e) {
            throw unusable("cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (JacksonException e) {
            throw unusable("is no YAML at line " + e.getLocation().getLineNr());
        }
    }

    private void requireKnown(String of, JsonNode node, List<String> keys) {
        if (!node.isObject()) {
            throw unusable(of + "must be keys and their values, of: " + String.join(", ", keys));
        }
        for (String key : node.propertyNames()) {
            if (!keys.contains(key)) {
                throw unusable(of + "has the unknown key \"" + key + "\", known are: " + String.join(", ", keys));
            }
        }
    }

    private @Nullable String text(String of, JsonNode profile, String key) {
        JsonNode value = profile.path(key);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw unusable(of + "must have a text as " + key);
        }
        return value.stringValue();
    }

    /** From the home folder, or from where the file of profiles is. */
    private Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : file.resolveSibling(text);
    }

    private UnusableOption unusable(String why) {
        return new UnusableOption("profiles file " + file + " " + why);
    }
}
