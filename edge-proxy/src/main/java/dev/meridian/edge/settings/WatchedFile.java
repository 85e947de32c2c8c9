package dev.meridian.edge.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file whose new versions are taken while the edge runs. A version is what stands in the file, so that it does not matter
 * whether the file was written, or replaced as Kubernetes does: by another target of a link above it. Confined to one thread.
 */
final class WatchedFile {
    /** Takes a version, or refuses it. */
    @FunctionalInterface
    interface Taker {
        /**
         * Puts a version in use.
         *
         * @return what is different from now on, for people; empty where nothing is
         * @throws InvalidSettingException naming file, key and limit; then what was in use still is
         */
        String take(byte[] content);
    }

    /**
     * What became of a version.
     *
     * @param applied whether it is in use
     * @param sentence for people
     */
    record Reload(boolean applied, String sentence) {}

    /** More than any reader here takes. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final String setting;
    private final Path file;
    private final Taker taker;
    private String seen = "";
    private String judged = "";
    private @Nullable Reload refusal;
    private boolean again;

    /** @param setting the one that names the file, without its prefix */
    WatchedFile(String setting, Path file, Taker taker) {
        this.setting = setting;
        this.file = file;
        this.taker = taker;
    }

    String setting() {
        return setting;
    }

    /**
     * Looks at the file. A version is judged once, unless it is to be {@linkplain #reconsider reconsidered}, and only when two
     * looks in a row have met it: a file that is being written has no version yet. The first one is that of the start, of which
     * there is nothing to tell.
     *
     * @return null where there is nothing new
     */
    @Nullable
    Reload look() {
        byte @Nullable [] content = null;
        String version;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES);
            version = Sha256.of(content).toString();
        } catch (IOException e) {
            version = file + " cannot be read: " + e.getClass().getSimpleName();
        }
        boolean settled = version.equals(seen);
        seen = version;
        boolean known = version.equals(judged);
        if (!settled || (known && !again)) {
            return null;
        }
        boolean first = judged.isEmpty();
        @Nullable Reload told = known ? refusal : null;
        judged = version;
        refusal = null;
        again = false;
        @Nullable Reload reload = content == null ? refused(version) : take(content, first);
        refusal = reload == null || reload.applied() ? null : reload;
        return reload != null && reload.equals(told) ? null : reload;
    }

    /** Has a refused version judged once more by the next look: what it was held against may have changed. */
    void reconsider() {
        again = refusal != null;
    }

    private @Nullable Reload take(byte[] content, boolean first) {
        try {
            String changes = taker.take(content);
            if (first && changes.isEmpty()) {
                return null;
            }
            return new Reload(true, file + " is in use: " + (changes.isEmpty() ? "it changes nothing" : changes));
        } catch (InvalidSettingException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static Reload refused(String why) {
        return new Reload(false, "refused, and what was in use goes on serving: " + why);
    }
}
