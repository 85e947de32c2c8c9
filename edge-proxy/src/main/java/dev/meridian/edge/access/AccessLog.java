package dev.meridian.edge.access;

import dev.meridian.edge.settings.InvalidSettingException;
import dev.meridian.edge.settings.LoggedRequests;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries from event loops and has them written. Thread-safe; it never blocks: where lines cannot be written as fast
 * as they come, they are dropped and counted.
 */
public final class AccessLog implements AutoCloseable {
    /** A second of what one edge can serve, and some megabytes at most. */
    static final int CAPACITY = 8_192;

    private final LoggedRequests logged;
    private final @Nullable LineWriter writer;

    AccessLog(LoggedRequests logged, @Nullable LineWriter writer) {
        this.logged = logged;
        this.writer = writer;
    }

    /**
     * Opens the log and starts what writes it, if anything is logged.
     *
     * @param file what lines are added to; null for standard output
     * @throws InvalidSettingException if the file cannot be written
     */
    public static AccessLog open(LoggedRequests logged, @Nullable Path file, MeterRegistry registry) {
        Counter dropped = Counter.builder("meridian.edge.access.dropped")
                .description("Lines of the access log that could not be written in time, or at all")
                .register(registry);
        if (logged == LoggedRequests.OFF) {
            return new AccessLog(logged, null);
        }
        OutputStream out = file == null ? System.out : append(file);
        LineWriter writer = new LineWriter(out, file != null, CAPACITY, dropped);
        writer.start();
        return new AccessLog(logged, writer);
    }

    /**
     * Whether a request is to be logged that ended so; others need no entry.
     *
     * @param ok whether it was answered, and without an error
     */
    public boolean wants(boolean ok) {
        return logged == LoggedRequests.ALL || (!ok && logged == LoggedRequests.ERRORS);
    }

    /** Takes an entry that is {@link #wants wanted}, or drops and counts it. */
    public void add(AccessEntry entry) {
        if (writer != null) {
            writer.offer(entry);
        }
    }

    /** Writes what has been taken, and ends; what cannot be written soon is given up. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }

    private static OutputStream append(Path file) {
        try {
            return Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "meridian.edge.access-log-file: " + file + " cannot be written: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
