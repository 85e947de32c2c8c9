package dev.meridian.controller.intent;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.YamlFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the regions file again when what stands in it changes. A version is judged once, and only when two looks in a row have
 * met it: a file that is being written has none yet. Confined to the decision thread.
 */
public final class RegionsReload {
    private static final Logger log = LoggerFactory.getLogger(RegionsReload.class);

    private final Path file;
    private final Regions regions;
    private final MeterRegistry meters;
    private byte @Nullable [] seen;
    private byte @Nullable [] judged;
    private boolean judgedAny;

    public RegionsReload(Path file, Regions regions, MeterRegistry meters) {
        this.file = file;
        this.regions = regions;
        this.meters = meters;
    }

    /** Takes a new version, or says why it does not; the one before then goes on. Throws nothing: decisions are made anyway. */
    public void look() {
        byte @Nullable [] now = content();
        boolean settled = Arrays.equals(now, seen);
        seen = now;
        if (!settled || (judgedAny && Arrays.equals(now, judged))) {
            return;
        }
        boolean first = !judgedAny; // the start's own version
        judgedAny = true;
        judged = now;
        judge(first);
    }

    private void judge(boolean first) {
        try {
            SortedSet<String> changed = regions.replaceBy(RegionsFile.read(file));
            if (!first || !changed.isEmpty()) {
                count("applied");
                log.info("{} is in use: {}", file, changed.isEmpty() ? "it changes nothing" : "it changes " + changed);
            }
        } catch (ConfigurationError e) {
            count("refused");
            log.warn("{} is refused, and what was in use goes on: {}", file, e.getMessage());
        }
    }

    /** Null where the file cannot be read, which is a version that is refused. */
    private byte @Nullable [] content() {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(YamlFile.MAX_BYTES + 1);
        } catch (IOException e) {
            return null;
        }
    }

    private void count(String result) {
        meters.counter("meridian.controller.config.reloads", "file", "regions-file", "result", result)
                .increment();
    }
}
