package dev.meridian.controller.security;

import dev.meridian.controller.settings.ConfigurationError;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in a file, read again when the file changes. A changed file that cannot be used, or is gone, leaves what was
 * in use as it is, and is one line in the log. Thread-safe.
 */
final class ReloadedFile<T> {
    private static final Logger log = LoggerFactory.getLogger(ReloadedFile.class);

    /** How often the file is looked at, at most. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ReentrantLock looking = new ReentrantLock();
    private final String setting;
    private final Path file;
    private final Function<Path, T> reader;
    private final LongSupplier nanoClock;
    private final MeterRegistry meters;
    private volatile T content;
    private volatile long lookedNanos;
    private @Nullable Stamp stamp;

    /**
     * Reads the file for the first time.
     *
     * @param setting the setting that names the file, such as {@code tokens-file}
     * @param reader throws a {@link ConfigurationError} where the file cannot be used
     * @throws ConfigurationError if the file cannot be used
     */
    ReloadedFile(String setting, Path file, Function<Path, T> reader, LongSupplier nanoClock, MeterRegistry meters) {
        this.setting = setting;
        this.file = file;
        this.reader = reader;
        this.nanoClock = nanoClock;
        this.meters = meters;
        this.stamp = Stamp.of(file);
        if (stamp == null) {
            throw new ConfigurationError(file + " cannot be read");
        }
        this.content = reader.apply(file);
        this.lookedNanos = nanoClock.getAsLong();
    }

    /** What is in use: the same object until other content replaces it. */
    T content() {
        long now = nanoClock.getAsLong();
        if (now - lookedNanos >= LOOK_EVERY.toNanos() && looking.tryLock()) {
            try {
                lookedNanos = now;
                look();
            } finally {
                looking.unlock();
            }
        }
        return content;
    }

    private void look() {
        @Nullable Stamp found = Stamp.of(file);
        if (Objects.equals(found, stamp)) {
            return;
        }
        stamp = found;
        try {
            if (found == null) {
                throw new ConfigurationError(file + " cannot be read");
            }
            T read = reader.apply(file);
            content = read.equals(content) ? content : read;
            count("applied");
            log.info("{} changed and is in use", file);
        } catch (ConfigurationError e) {
            count("refused");
            log.error("{} changed and is refused, and what was in use goes on: {}", file, e.getMessage());
        }
    }

    private void count(String result) {
        meters.counter("meridian.controller.config.reloads", "file", setting, "result", result)
                .increment();
    }

    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {
        /** Null where the file cannot be looked at. */
        static @Nullable Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }
}
