package dev.meridian.edge.settings;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the controller is shown, or null. Kubernetes replaces a service account's token within the hour that it holds, so a
 * new one is shown from the next request on. Thread-safe; never printed.
 */
public final class ControllerToken implements Supplier<@Nullable String> {
    private static final String SETTING = "controller-token-file";
    private static final String KEY = "meridian.edge." + SETTING;

    private volatile @Nullable String token;

    private ControllerToken(@Nullable String token) {
        this.token = token;
    }

    /**
     * The token of a file.
     *
     * @param file null where none is shown
     * @throws InvalidSettingException if the file does not hold a token
     */
    static ControllerToken read(@Nullable Path file) {
        return new ControllerToken(TokenFile.read(KEY, file));
    }

    @Override
    public @Nullable String get() {
        return token;
    }

    /** The file, whose new versions are shown. */
    WatchedFile watched(Path file) {
        return new WatchedFile(SETTING, file, content -> {
            String next = TokenFile.parse(KEY, file, content);
            if (next.equals(token)) {
                return "";
            }
            token = next;
            return "another token for the controller";
        });
    }

    @Override
    public String toString() {
        return "ControllerToken";
    }
}
