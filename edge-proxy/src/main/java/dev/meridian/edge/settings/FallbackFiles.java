package dev.meridian.edge.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code config.yaml} and {@code retry.yaml}, and the settings that they make together: a new version of one goes with the
 * last good version of the other. After the start confined to the thread that reads them again.
 */
public final class FallbackFiles {
    private final @Nullable Path configFile;
    private final @Nullable Path retryFile;
    private final int maxRetries;
    private final CurrentFallback current;
    private YamlSection config;
    private YamlSection retry;

    /**
     * Reads both files.
     *
     * @param maxRetries {@code MAX_RETRIES}
     * @throws InvalidSettingException naming file, key and limit
     */
    public FallbackFiles(EdgeSettings settings, int maxRetries) {
        this.configFile = settings.configFile();
        this.retryFile = settings.retryFile();
        this.maxRetries = maxRetries;
        this.config = YamlSection.read(configFile);
        this.retry = YamlSection.read(retryFile);
        this.current = new CurrentFallback(FallbackSettings.of(config, retry, maxRetries));
    }

    /** What requests go by. */
    public CurrentFallback current() {
        return current;
    }

    List<WatchedFile> watched() {
        List<WatchedFile> files = new ArrayList<>(2);
        if (configFile != null) {
            files.add(new WatchedFile("config-file", configFile, content -> {
                YamlSection next = YamlSection.parse(configFile, content);
                String changes = apply(next, retry);
                config = next;
                return changes;
            }));
        }
        if (retryFile != null) {
            files.add(new WatchedFile("retry-file", retryFile, content -> {
                YamlSection next = YamlSection.parse(retryFile, content);
                String changes = apply(config, next);
                retry = next;
                return changes;
            }));
        }
        return files;
    }

    private String apply(YamlSection nextConfig, YamlSection nextRetry) {
        FallbackSettings next = FallbackSettings.of(nextConfig, nextRetry, maxRetries);
        List<String> changes = new ArrayList<>(next.parts());
        changes.removeAll(current.get().parts());
        current.set(next);
        return String.join("; ", changes);
    }
}
